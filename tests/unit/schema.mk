# Not a test itself: tests/cases/output-schema.test runs it.
check_PROGRAMS += %D%/schema_check
%C%_schema_check_SOURCES = %D%/schema_check.c
%C%_schema_check_LDADD = src/libcore.la
