UNIT_TESTS += %D%/test_pipeline
%C%_test_pipeline_SOURCES = %D%/test_pipeline.c
%C%_test_pipeline_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_pipeline_LDADD = $(UNIT_LIBS)


UNIT_TESTS += %D%/test_plugin
%C%_test_plugin_SOURCES = %D%/test_plugin.c
%C%_test_plugin_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_plugin_LDADD = $(UNIT_LIBS)

SCAN_FIXTURE = %D%/scan_fixture.c %D%/scan_fixture.h

UNIT_TESTS += %D%/test_scanner
%C%_test_scanner_SOURCES = %D%/test_scanner.c $(SCAN_FIXTURE)
%C%_test_scanner_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_scanner_LDADD = $(UNIT_LIBS)

UNIT_TESTS += %D%/test_scanner_plugins
%C%_test_scanner_plugins_SOURCES = %D%/test_scanner_plugins.c $(SCAN_FIXTURE)
%C%_test_scanner_plugins_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_scanner_plugins_LDADD = $(UNIT_LIBS)
EXTRA_DIST += \
	%D%/../data/rules/engine/basic.yml \
	%D%/../data/rules/engine/circle.yml \
	%D%/../data/rules/engine/every.yml \
	%D%/../data/rules/engine/foreign.yml \
	%D%/../data/rules/engine/inside.yml \
	%D%/../data/rules/engine/rogue.yml \
	%D%/../data/rules/engine/together.yml
