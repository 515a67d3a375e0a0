# The shipped plugins: modules that include src/leitmotiv/ only and link
# nothing of ours.  A folder adds to plugin_LTLIBRARIES:
#
#     plugin_LTLIBRARIES += %D%/NAME.la
#     %C%_NAME_la_SOURCES = %D%/NAME.c
#     %C%_NAME_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
#     %C%_NAME_la_LDFLAGS = $(PLUGIN_LDFLAGS)
plugin_LTLIBRARIES =
PLUGIN_CPPFLAGS = -I$(top_srcdir)/src -I$(top_builddir)/src
PLUGIN_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version -shared -no-undefined

include %D%/themes/local.mk
include %D%/slow-support/local.mk
include %D%/broken-promises/local.mk
include %D%/over-servicing/local.mk
include %D%/template/local.mk
