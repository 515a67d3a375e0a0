UNIT_TESTS += %D%/test_workbench
%C%_test_workbench_SOURCES = %D%/test_workbench.c
%C%_test_workbench_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_workbench_LDADD = $(UNIT_LIBS)
