# The command.  It is linked with the convenience library, so that it reaches
# what libleitmotiv hides.
bin_PROGRAMS += leitmotiv
leitmotiv_SOURCES = \
	%D%/mutate_out.c %D%/mutate_out.h \
	%D%/new_pack.c %D%/new_pack.h \
	%D%/asks.c %D%/asks.h \
	%D%/classify_end.c \
	%D%/classify_run.c %D%/classify_run.h %D%/classify_run_p.h \
	%D%/cli.h \
	%D%/cmd_check.c \
	%D%/check_on.c %D%/check_on.h \
	%D%/cmd_compare_rules.c \
	%D%/compare_out.c %D%/compare_out.h \
	%D%/cmd_evaluate.c \
	%D%/cmd_find.c \
	%D%/cmd_import.c \
	%D%/corpus.c %D%/corpus.h \
	%D%/evaluate_errors.c %D%/evaluate_json.c %D%/evaluate_rules.c \
	%D%/evaluate_table.c %D%/evaluate_text.c \
	%D%/evaluate_out.h \
	%D%/cmd_classify.c \
	%D%/cmd_explain.c \
	%D%/cmd_gold.c \
	%D%/cmd_inspect.c \
	%D%/cmd_mutate.c \
	%D%/cmd_new.c \
	%D%/cmd_plugins.c \
	%D%/cmd_profile.c \
	%D%/cmd_sample.c \
	%D%/cmd_suggest.c \
	%D%/suggest_json.c %D%/suggest_text.c %D%/suggest_out.h \
	%D%/cmd_themes.c \
	%D%/crash.c %D%/crash.h \
	%D%/diag.c %D%/diag.h \
	%D%/explain_json.c %D%/explain_text.c %D%/explain_tokens.c \
	%D%/explain_out.h %D%/explain_run.c %D%/explain_run.h \
	%D%/half.c %D%/half.h \
	%D%/help.c \
	%D%/inspect_json.c %D%/inspect_text.c %D%/inspect_out.h \
	%D%/main.c \
	%D%/parse.c \
	%D%/paths.c %D%/paths.h \
	%D%/progress.c %D%/progress.h \
	%D%/quote.c %D%/quote.h \
	%D%/rules.c %D%/rules.h \
	%D%/say.c \
	%D%/style.c %D%/style.h \
	%D%/table.c %D%/table.h \
	%D%/themes_md.c %D%/themes_md.h \
	%D%/version.c
leitmotiv_CPPFLAGS = $(AM_CPPFLAGS) \
	-DLMV_RULESDIR='"$(rulesdir)"' \
	-DLMV_PLUGINDIR='"$(plugindir)"' \
	-DLMV_TEMPLATEDIR='"$(templatedir)"'
leitmotiv_LDADD = src/libcore.la
# The folders are compiled in: configure may have chosen others.
%D%/leitmotiv-paths.$(OBJEXT): Makefile

# Says to a program in the build tree that it is one, and where the sources
# are.  Never installed.
noinst_DATA += leitmotiv.build
CLEANFILES += leitmotiv.build
leitmotiv.build: Makefile
	$(AM_V_GEN)echo '$(abs_top_srcdir)' >$@

demo: all
	@$(SHELL) $(srcdir)/%D%/demo.sh $(abs_top_builddir)/leitmotiv \
		$(abs_top_srcdir)/tests/data/demo.csv
.PHONY: demo
EXTRA_DIST += %D%/demo.sh

clean-local: clean-demo
clean-demo:
	rm -rf demo
.PHONY: clean-demo

# The installed program finds its packs and plugins.
installcheck-local:
	$(DESTDIR)$(bindir)/leitmotiv plugins | grep '^themes '
	$(DESTDIR)$(bindir)/leitmotiv classify --format csv \
		$(abs_top_srcdir)/tests/data/demo.csv | wc -l
