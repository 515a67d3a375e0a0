include %D%/plugins.mk
# TESTS += %D%/doc-examples.test
EXTRA_DIST += %D%/doc-examples.test
