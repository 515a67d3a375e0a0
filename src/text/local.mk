src_libcore_la_SOURCES +=
