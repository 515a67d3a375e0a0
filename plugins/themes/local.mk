plugin_LTLIBRARIES += %D%/themes.la
%C%_themes_la_SOURCES = %D%/themes.c
%C%_themes_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
%C%_themes_la_LDFLAGS = $(PLUGIN_LDFLAGS)
