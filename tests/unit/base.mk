UNIT_TESTS += %D%/test_base
%C%_test_base_SOURCES = %D%/test_base.c
%C%_test_base_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_base_LDADD = $(UNIT_LIBS)
