include %D%/plugins.mk
TESTS += %D%/doc-examples.test
EXTRA_DIST += %D%/doc-examples.test

# Golden cases; the whole folder is one test with a result line a case.  A
# case's files have names of any kind, so its folder is distributed as it is.
TESTS += %D%/run.test
EXTRA_DIST += %D%/run.test \
	$(patsubst %/cmd,%,$(wildcard $(srcdir)/%D%/*/cmd))
