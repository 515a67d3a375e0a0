src_libcore_la_SOURCES += \
	%D%/pipeline.c %D%/pipeline.h
