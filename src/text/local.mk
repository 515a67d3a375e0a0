src_libcore_la_SOURCES +=
src_libcore_la_SOURCES += %D%/fold.c %D%/fold.h %D%/segment.c %D%/segment.h
src_libcore_la_SOURCES += %D%/border.c %D%/border.h
src_libcore_la_SOURCES += %D%/document.c %D%/document.h
src_libcore_la_SOURCES += %D%/span.h
