MATCH_FIXTURE = %D%/match_fixture.c %D%/match_fixture.h

UNIT_TESTS += %D%/test_words
%C%_test_words_SOURCES = %D%/test_words.c $(MATCH_FIXTURE)
%C%_test_words_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_words_LDADD = $(UNIT_LIBS)

UNIT_TESTS += %D%/test_match
%C%_test_match_SOURCES = %D%/test_match.c $(MATCH_FIXTURE)
%C%_test_match_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_match_LDADD = $(UNIT_LIBS)

UNIT_TESTS += %D%/test_guard
%C%_test_guard_SOURCES = %D%/test_guard.c $(MATCH_FIXTURE)
%C%_test_guard_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_guard_LDADD = $(UNIT_LIBS)

EXTRA_DIST += %D%/../data/rules/match/common/pack.yml

UNIT_TESTS += %D%/test_differential
%C%_test_differential_SOURCES = %D%/test_differential.c %D%/find_all.h \
	%D%/random_rules.h $(MATCH_FIXTURE)
%C%_test_differential_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_differential_LDADD = $(UNIT_LIBS)

UNIT_TESTS += %D%/test_offsets
%C%_test_offsets_SOURCES = %D%/test_offsets.c
%C%_test_offsets_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_offsets_LDADD = $(UNIT_LIBS)

UNIT_TESTS += %D%/test_random_packs
%C%_test_random_packs_SOURCES = %D%/test_random_packs.c %D%/random_file.h \
	%D%/random_rules.h %D%/find_all.h $(MATCH_FIXTURE)
%C%_test_random_packs_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_random_packs_LDADD = $(UNIT_LIBS)
