plugin_LTLIBRARIES += %D%/broken-promises.la
%C%_broken_promises_la_SOURCES = %D%/broken-promises.c \
	%D%/broken-promises.h %D%/pairs.c %D%/theme.c
%C%_broken_promises_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
%C%_broken_promises_la_LDFLAGS = $(PLUGIN_LDFLAGS)
EXTRA_DIST += %D%/README.md
