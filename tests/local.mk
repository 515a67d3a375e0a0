LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) \
	$(top_srcdir)/build-aux/tap-driver.sh
TEST_LOG_DRIVER = $(LOG_DRIVER)
TEST_EXTENSIONS = .test
# Where the tests find what they need; .test files are shell scripts in TAP.
AM_TESTS_ENVIRONMENT = \
	top_srcdir='$(abs_top_srcdir)'; export top_srcdir; \
	top_builddir='$(abs_top_builddir)'; export top_builddir; \
	CC='$(CC)'; export CC; CXX='$(CXX)'; export CXX; \
	RUSTC='$(RUSTC)'; export RUSTC; \
	LC_ALL=C; export LC_ALL;

# Unit tests: one program a module, Check suites, TAP out.
UNIT_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) \
	-DTESTS_SRCDIR='"$(abs_top_srcdir)/tests"' \
	-DTESTS_BUILDDIR='"$(abs_top_builddir)/tests"' \
	-DRULES_SRCDIR='"$(abs_top_srcdir)/rules"'
UNIT_LIBS = src/libcore.la $(CHECK_LIBS)
UNIT_TESTS =
EXTRA_DIST += %D%/unit/unit.h

include %D%/unit/base.mk
include %D%/unit/text.mk
include %D%/unit/rules.mk
include %D%/unit/match.mk
include %D%/unit/engine.mk
include %D%/unit/plugins.mk
include %D%/unit/records.mk
include %D%/unit/schema.mk
include %D%/unit/workbench.mk
include %D%/unit/stats.mk
include %D%/plugins/local.mk
include %D%/cases/local.mk
include %D%/fuzz/local.mk
include %D%/bench/local.mk
include %D%/data/local.mk
include %D%/tools/local.mk

if HAVE_CHECK
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
endif
