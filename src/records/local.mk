src_libcore_la_SOURCES += \
	%D%/columns.c %D%/csv.c %D%/csv.h %D%/csv_reader.c \
	%D%/encoding.c %D%/inner.h \
	%D%/jsonl.c %D%/labelled.h %D%/reader.c %D%/reader.h \
	%D%/record.c %D%/record.h %D%/run.h %D%/sniff.c \
	%D%/source.c %D%/source.h %D%/writer.h
