src_libcore_la_SOURCES += \
	%D%/check.c %D%/check.h \
	%D%/classify.c %D%/classify.h \
	%D%/label.c %D%/label.h \
	%D%/milli.h \
	%D%/reason.c %D%/reason.h \
	%D%/runlog.c %D%/runlog.h \
	%D%/sample.c %D%/sample.h \
	%D%/setup.c %D%/setup.h \
	%D%/tally.c %D%/tally.h \
	%D%/versions.c %D%/versions.h
