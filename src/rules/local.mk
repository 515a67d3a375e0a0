src_libcore_la_SOURCES += \
	%D%/code.c \
	%D%/combine.c \
	%D%/evaluate.c \
	%D%/guarding.c \
	%D%/hits.c \
	%D%/load.h \
	%D%/macro.c \
	%D%/match.h \
	%D%/model.h \
	%D%/pattern.h \
	%D%/prefilter.c %D%/prefilter.h \
	%D%/prefilter_build.c \
	%D%/program.c %D%/program.h \
	%D%/raw.c %D%/raw.h \
	%D%/raw_literals.c \
	%D%/run.c \
	%D%/scan.c %D%/scan.h \
	%D%/select.c \
	%D%/words.h \
	%D%/words_atom.c \
	%D%/words_cursor.c \
	%D%/words_emit.c \
	%D%/words_literals.c \
	%D%/words_parse.c \
	%D%/words_parser.h
