plugin_LTLIBRARIES += %D%/over-servicing.la
%C%_over_servicing_la_SOURCES = %D%/over-servicing.c %D%/over-servicing.h \
	%D%/contacts.c %D%/theme.c
%C%_over_servicing_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
%C%_over_servicing_la_LDFLAGS = $(PLUGIN_LDFLAGS)
EXTRA_DIST += %D%/README.md
