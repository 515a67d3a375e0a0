UNIT_TESTS += %D%/test_pipeline
%C%_test_pipeline_SOURCES = %D%/test_pipeline.c
%C%_test_pipeline_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_pipeline_LDADD = $(UNIT_LIBS)
