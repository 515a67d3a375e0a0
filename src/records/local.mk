src_libcore_la_SOURCES += \
	%D%/labelled.h %D%/reader.h %D%/record.h %D%/run.h %D%/writer.h
