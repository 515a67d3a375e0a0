src_libcore_la_SOURCES += \
	%D%/call.c \
	%D%/choose.c \
	%D%/core.h \
	%D%/engine.c \
	%D%/evidence.c \
	%D%/folder.c \
	%D%/group.c \
	%D%/handover.c \
	%D%/host.c %D%/host.h \
	%D%/labels.c \
	%D%/order.c \
	%D%/pipeline.c %D%/pipeline.h \
	%D%/result.c \
	%D%/scan.h \
	%D%/scanner.c \
	%D%/services.c \
	%D%/trace.c %D%/trace.h \
	%D%/view.c
