UNIT_TESTS += %D%/test_fold
%C%_test_fold_SOURCES = %D%/test_fold.c %D%/random_text.h
%C%_test_fold_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_fold_LDADD = $(UNIT_LIBS)

UNIT_TESTS += %D%/test_decode
%C%_test_decode_SOURCES = %D%/test_decode.c %D%/random_text.h
%C%_test_decode_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_decode_LDADD = $(UNIT_LIBS)

UNIT_TESTS += %D%/test_document
%C%_test_document_SOURCES = %D%/test_document.c \
	%D%/icu_allocations.h %D%/random_text.h
%C%_test_document_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_document_LDADD = $(UNIT_LIBS)

# Cutting.
CUT_FIXTURE = %D%/cut_fixture.c %D%/cut_fixture.h %D%/langdata_fixture.c \
	%D%/langdata_fixture.h
UNIT_TESTS += %D%/test_sentence
%C%_test_sentence_SOURCES = %D%/test_sentence.c %D%/sentence_lines.h \
	$(CUT_FIXTURE)
%C%_test_sentence_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_sentence_LDADD = $(UNIT_LIBS)
UNIT_TESTS += %D%/test_token
%C%_test_token_SOURCES = %D%/test_token.c %D%/random_text.h $(CUT_FIXTURE)
%C%_test_token_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_token_LDADD = $(UNIT_LIBS)
UNIT_TESTS += %D%/test_plain
%C%_test_plain_SOURCES = %D%/test_plain.c %D%/random_text.h $(CUT_FIXTURE)
%C%_test_plain_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_plain_LDADD = $(UNIT_LIBS)
UNIT_TESTS += %D%/test_steady
%C%_test_steady_SOURCES = %D%/test_steady.c $(CUT_FIXTURE)
%C%_test_steady_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_steady_LDADD = $(UNIT_LIBS)
UNIT_TESTS += %D%/test_quantity
%C%_test_quantity_SOURCES = %D%/test_quantity.c $(CUT_FIXTURE)
%C%_test_quantity_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_quantity_LDADD = $(UNIT_LIBS)
UNIT_TESTS += %D%/test_language
%C%_test_language_SOURCES = %D%/test_language.c %D%/language_lines.h \
	$(CUT_FIXTURE)
%C%_test_language_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_language_LDADD = $(UNIT_LIBS)
UNIT_TESTS += %D%/test_clause
%C%_test_clause_SOURCES = %D%/test_clause.c $(CUT_FIXTURE)
%C%_test_clause_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_clause_LDADD = $(UNIT_LIBS)
UNIT_TESTS += %D%/test_langdata
%C%_test_langdata_SOURCES = %D%/test_langdata.c $(CUT_FIXTURE)
%C%_test_langdata_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_langdata_LDADD = $(UNIT_LIBS)

UNIT_TESTS += %D%/test_mojibake
%C%_test_mojibake_SOURCES = %D%/test_mojibake.c
%C%_test_mojibake_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_mojibake_LDADD = $(UNIT_LIBS)
