src_libcore_la_SOURCES +=
src_libcore_la_SOURCES += %D%/decode.c %D%/decode_guess.c %D%/decode.h \
	%D%/mojibake.c %D%/mojibake.h
src_libcore_la_SOURCES += %D%/fold.c %D%/fold.h %D%/segment.c %D%/segment.h
src_libcore_la_SOURCES += %D%/border.c %D%/border.h
src_libcore_la_SOURCES += %D%/document.c %D%/document.h
src_libcore_la_SOURCES += %D%/span.h
# Cutting: language data, tokens, sentences, clauses, languages, quantities.
src_libcore_la_SOURCES += %D%/langdata.c %D%/langdata.h %D%/langdata_i.h
src_libcore_la_SOURCES += %D%/langdata_p.h %D%/langdata_read.c
src_libcore_la_SOURCES += %D%/ngram.c %D%/ngram.h
src_libcore_la_SOURCES += %D%/iso8601.c %D%/iso8601.h
src_libcore_la_SOURCES += %D%/chars.c %D%/chars.h
src_libcore_la_SOURCES += %D%/cut.h %D%/cutter.c %D%/cutter.h
src_libcore_la_SOURCES += %D%/token.c %D%/address.c %D%/emoji.c
src_libcore_la_SOURCES += %D%/plain.c %D%/sentence.c %D%/stop.c %D%/stop.h
src_libcore_la_SOURCES += %D%/clause.c %D%/language.c
src_libcore_la_SOURCES += %D%/number.c %D%/number.h
src_libcore_la_SOURCES += %D%/quantity.c %D%/quantity.h
