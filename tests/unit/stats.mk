UNIT_TESTS += %D%/test_stats
%C%_test_stats_SOURCES = %D%/test_stats.c
%C%_test_stats_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_stats_LDADD = $(UNIT_LIBS)
UNIT_TESTS += %D%/test_keyness
%C%_test_keyness_SOURCES = %D%/test_keyness.c
%C%_test_keyness_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_keyness_LDADD = $(UNIT_LIBS)
