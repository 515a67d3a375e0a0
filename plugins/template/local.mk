# Installed as source, for `leitmotiv new plugin`; built here for the tests.
dist_template_DATA = %D%/Makefile %D%/README.md %D%/comments.csv \
	%D%/template.c %D%/template.yml
check_LTLIBRARIES += %D%/template.la
%C%_template_la_SOURCES = %D%/template.c
%C%_template_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
%C%_template_la_LDFLAGS = $(PLUGIN_LDFLAGS) -rpath /nowhere
