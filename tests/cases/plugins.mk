PLUGIN_CASES = %D%/doc-plugins.test %D%/plugin-template.test
TESTS += $(PLUGIN_CASES)
EXTRA_DIST += $(PLUGIN_CASES)
