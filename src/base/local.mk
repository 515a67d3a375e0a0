src_libcore_la_SOURCES += \
	%D%/arena.c %D%/arena.h \
	%D%/buf.c %D%/buf.h \
	%D%/file.c %D%/file.h \
	%D%/json.c %D%/json.h %D%/json_read.c \
	%D%/sha256.c %D%/sha256.h %D%/utf8.c %D%/utf8.h \
	%D%/map.c %D%/map.h \
	%D%/platform.c %D%/platform.h \
	%D%/process.c %D%/process.h \
	%D%/status.c %D%/status.h \
	%D%/temporary.c %D%/temporary.h \
	%D%/vec.c %D%/vec.h
