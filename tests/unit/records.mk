UNIT_TESTS += %D%/test_sha256 %D%/test_json %D%/test_file
EXTRA_DIST += %D%/records.h
%C%_test_sha256_SOURCES = %D%/test_sha256.c
%C%_test_sha256_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_sha256_LDADD = $(UNIT_LIBS)
%C%_test_json_SOURCES = %D%/test_json.c
%C%_test_json_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_json_LDADD = $(UNIT_LIBS)
%C%_test_file_SOURCES = %D%/test_file.c
%C%_test_file_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_file_LDADD = $(UNIT_LIBS)
UNIT_TESTS += %D%/test_csv
%C%_test_csv_SOURCES = %D%/test_csv.c
%C%_test_csv_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_csv_LDADD = $(UNIT_LIBS)
UNIT_TESTS += %D%/test_table
%C%_test_table_SOURCES = %D%/test_table.c
%C%_test_table_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_table_LDADD = $(UNIT_LIBS)
UNIT_TESTS += %D%/test_jsonl %D%/test_writer
%C%_test_jsonl_SOURCES = %D%/test_jsonl.c
%C%_test_jsonl_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_jsonl_LDADD = $(UNIT_LIBS)
%C%_test_writer_SOURCES = %D%/test_writer.c
%C%_test_writer_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_writer_LDADD = $(UNIT_LIBS)
if HAVE_XLSX
UNIT_TESTS += %D%/test_xlsx
endif
%C%_test_xlsx_SOURCES = %D%/test_xlsx.c
%C%_test_xlsx_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_xlsx_LDADD = $(UNIT_LIBS)
if HAVE_READSTAT
UNIT_TESTS += %D%/test_stats_files
%C%_test_stats_files_SOURCES = %D%/test_stats_files.c
%C%_test_stats_files_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_stats_files_LDADD = $(UNIT_LIBS)
else
EXTRA_DIST += %D%/test_stats_files.c
endif
