include %D%/plugins.mk
TESTS += %D%/doc-errors.test %D%/doc-examples.test %D%/doc-themes.test \
	%D%/embed.test
EXTRA_DIST += %D%/doc-errors.test %D%/doc-examples.test \
	%D%/doc-themes.test %D%/embed.test

# Golden cases; the whole folder is one test with a result line a case.  A
# case's files have names of any kind, so its folder is distributed as it is.
TESTS += %D%/run.test
EXTRA_DIST += %D%/run.test \
	$(patsubst %/cmd,%,$(wildcard $(srcdir)/%D%/*/cmd))

# For the case `crash`; not among tests/plugins, whose every file is judged.
check_LTLIBRARIES += %D%/crash-plugin.la
%C%_crash_plugin_la_SOURCES = %D%/crash-plugin.c
%C%_crash_plugin_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
%C%_crash_plugin_la_LDFLAGS = $(TEST_PLUGIN_LDFLAGS)

DOC_CASES = %D%/man.test %D%/output-schema.test %D%/picture.test \
	%D%/layers.test %D%/rules-schema.test
TESTS += $(DOC_CASES)
EXTRA_DIST += $(DOC_CASES)
