plugin_LTLIBRARIES += %D%/slow-support.la
%C%_slow_support_la_SOURCES = %D%/slow-support.c %D%/slow-support.h \
	%D%/theme.c %D%/wait.c
%C%_slow_support_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
%C%_slow_support_la_LDFLAGS = $(PLUGIN_LDFLAGS)
EXTRA_DIST += %D%/README.md
