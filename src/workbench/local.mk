src_libcore_la_SOURCES += \
	%D%/check.c %D%/check.h \
	%D%/classify.c %D%/classify.h \
	%D%/codebook.c %D%/codebook.h %D%/codebook_qdc.c \
	%D%/import.c %D%/import.h %D%/import_p.h %D%/import_read.c \
	%D%/import_write.c \
	%D%/theme_out.c %D%/theme_out.h \
	%D%/inspect.c %D%/inspect.h \
	%D%/label.c %D%/label.h \
	%D%/lint.h %D%/lint_logic.c \
	%D%/lint_raw.c %D%/lint_words.c \
	%D%/milli.h \
	%D%/reason.c %D%/reason.h \
	%D%/runlog.c %D%/runlog.h \
	%D%/sample.c %D%/sample.h \
	%D%/setup.c %D%/setup.h \
	%D%/tally.c %D%/tally.h \
	%D%/versions.c %D%/versions.h \
	%D%/coding.c %D%/coding.h %D%/coding_read.c \
	%D%/collocations.c %D%/collocations.h \
	%D%/contrast.c %D%/contrast.h \
	%D%/compare.c %D%/compare.h \
	%D%/corpus.c \
	%D%/corpus.h \
	%D%/coverage.c \
	%D%/coverage.h \
	%D%/coverage_signals.c \
	%D%/draw.c %D%/draw.h \
	%D%/evaluate.c \
	%D%/evaluate.h \
	%D%/evaluate_alpha.c \
	%D%/evaluate_boot.c \
	%D%/evaluate_grid.c \
	%D%/forms.c %D%/forms.h \
	%D%/families.c \
	%D%/gold.c \
	%D%/gold.h \
	%D%/gold_inner.h \
	%D%/gold_names.c \
	%D%/gold_row.c \
	%D%/grams.c %D%/grams.h \
	%D%/keyness.c %D%/keyness.h \
	%D%/misses.c \
	%D%/misses.h \
	%D%/misses_near.c \
	%D%/nearest.c %D%/nearest.h %D%/nearest_inner.h \
	%D%/nearest_build.c %D%/nearest_entry.c \
	%D%/nearest_match.c %D%/nearest_word.c \
	%D%/outcome.c \
	%D%/outcome.h \
	%D%/mutate.c %D%/mutate.h %D%/mutate_entries.c \
	%D%/near.c %D%/near.h \
	%D%/proposals.c %D%/proposals.h \
	%D%/profile.c %D%/profile.h \
	%D%/sheet_book.c %D%/sheet_book.h \
	%D%/sheets.c %D%/sheets.h \
	%D%/stats.c \
	%D%/stats.h \
	%D%/unlabelled.c %D%/unlabelled.h \
	%D%/vocabulary.c %D%/vocabulary.h
