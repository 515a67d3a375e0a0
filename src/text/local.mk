src_libcore_la_SOURCES +=
src_libcore_la_SOURCES += %D%/fold.c %D%/fold.h %D%/segment.c %D%/segment.h
src_libcore_la_SOURCES += %D%/span.h
