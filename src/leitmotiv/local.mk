pkginclude_HEADERS = \
	%D%/engine.h \
	%D%/leitmotiv.h \
	%D%/plugin.h \
	%D%/ruleset.h \
	%D%/scanner.h \
	%D%/status.h
nodist_pkginclude_HEADERS = %D%/version.h
EXTRA_DIST += %D%/version.h.in
