# The benchmark.  `make check` runs it once on little, so that it goes on
# working and all engines find the same; `make bench` measures.
BENCH_TOOLS = %D%/corpus %D%/loop %D%/stages %D%/timed
%C%_corpus_SOURCES = %D%/corpus.c %D%/vocabulary.c %D%/vocabulary.h
%C%_loop_SOURCES = %D%/loop.c
%C%_loop_LDADD = $(PCRE2_LIBS)
%C%_stages_SOURCES = %D%/stages.c
%C%_stages_LDADD = src/libcore.la
%C%_timed_SOURCES = %D%/timed.c
check_PROGRAMS += $(BENCH_TOOLS)
TESTS += %D%/bench.test
EXTRA_DIST += %D%/bench.sh %D%/bench.test %D%/report.awk %D%/search.py \
	%D%/vocabulary.txt

bench: all $(BENCH_TOOLS)
	top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' \
	AWK='$(AWK)' $(SHELL) $(srcdir)/%D%/bench.sh
.PHONY: bench
