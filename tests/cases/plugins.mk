TESTS += %D%/doc-plugins.test %D%/plugin-template.test
EXTRA_DIST += %D%/doc-plugins.test %D%/plugin-template.test
