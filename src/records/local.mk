if HAVE_READSTAT
src_libcore_la_SOURCES += %D%/stats_cell.c %D%/stats_file.c \
	%D%/stats_name.c %D%/stats_reader.c %D%/stats_reader.h \
	%D%/stats_name.h %D%/stats_syntax.c %D%/stats_values.c \
	%D%/stats_writer.c %D%/stats_writer.h
endif
if HAVE_SQLITE
src_libcore_la_SOURCES += %D%/sqlite_schema.c %D%/sqlite_writer.c \
	%D%/sqlite_writer.h
endif
src_libcore_la_SOURCES += \
	%D%/columns.c %D%/csv.c %D%/csv.h %D%/csv_columns.c %D%/csv_long.c %D%/csv_reader.c %D%/csv_writer.c \
	%D%/dialect.c %D%/dialect.h %D%/dialect_table.c \
	%D%/encoding.c %D%/facts.h %D%/format.c %D%/format.h %D%/gold_writer.c %D%/inner.h %D%/json_array.c %D%/jsonl.c %D%/jsonl_writer.c \
	%D%/labelled.h %D%/mend.c %D%/packed.c %D%/packed.h %D%/reader.c %D%/reader.h %D%/record.c %D%/record.h \
	%D%/roles.c \
	%D%/run.c %D%/run.h %D%/sniff.c %D%/source.c %D%/source.h \
	%D%/table.c %D%/table.h \
	%D%/writer.c %D%/writer.h %D%/writer_inner.h %D%/writer_kind.h \
	%D%/xlsx.h %D%/xlsx_book.c %D%/xlsx_cell.c %D%/xlsx_reader.c \
	%D%/xlsx_strings.c %D%/xlsx_xml.c %D%/xlsx_zip.c \
	%D%/coding_sheet.c %D%/coding_sheet.h \
	%D%/xlsx_marks.c %D%/xlsx_names.c %D%/xlsx_out.c %D%/xlsx_out.h \
	%D%/xlsx_summary.c %D%/xlsx_writer.c %D%/xlsx_writer_p.h
