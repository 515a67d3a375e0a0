# The library is made of one convenience library, so that the unit tests
# reach the symbols that libleitmotiv hides.
noinst_LTLIBRARIES += %D%/libcore.la
%C%_libcore_la_SOURCES =
%C%_libcore_la_LIBADD = $(LMV_LIBS)

include %D%/leitmotiv/local.mk
include %D%/base/local.mk
include %D%/text/local.mk
include %D%/rules/local.mk
include %D%/engine/local.mk
include %D%/records/local.mk
include %D%/workbench/local.mk
include %D%/cli/local.mk

lib_LTLIBRARIES += libleitmotiv.la
libleitmotiv_la_SOURCES =
libleitmotiv_la_LIBADD = %D%/libcore.la
libleitmotiv_la_LDFLAGS = $(AM_LDFLAGS) -version-info 0:0:0 -no-undefined
