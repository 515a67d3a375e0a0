UNIT_TESTS += %D%/test_fold
%C%_test_fold_SOURCES = %D%/test_fold.c %D%/random_text.h
%C%_test_fold_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_fold_LDADD = $(UNIT_LIBS)
