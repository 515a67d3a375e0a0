# Fuzz targets.  `make check` replays tests/fuzz/corpus/<target>/ with the
# driver; `make fuzzers` builds them for Clang's libFuzzer:
#
#	make fuzzers && tests/fuzz/fuzz_csv.fuzzer NEW_FOLDER CORPUS
FUZZ_CPPFLAGS = $(AM_CPPFLAGS) -DTESTS_SRCDIR='"$(abs_top_srcdir)/tests"'
FUZZ_CC = clang
FUZZ_FLAGS = -g -O1 -std=c11 -fsanitize=fuzzer,address,undefined \
	-fno-sanitize-recover=undefined
FUZZ_TARGETS =
FUZZ_DRIVER = %D%/driver.c %D%/fuzz.h
EXTRA_DIST += %D%/corpus

FUZZ_TARGETS += %D%/fuzz_csv
%C%_fuzz_csv_SOURCES = %D%/fuzz_csv.c %D%/table.h $(FUZZ_DRIVER)
%C%_fuzz_csv_CPPFLAGS = $(FUZZ_CPPFLAGS) -DFUZZ_TARGET='"csv"'
%C%_fuzz_csv_LDADD = src/libcore.la

if HAVE_XLSX
FUZZ_TARGETS += %D%/fuzz_xlsx
endif
%C%_fuzz_xlsx_SOURCES = %D%/fuzz_xlsx.c $(FUZZ_DRIVER)
%C%_fuzz_xlsx_CPPFLAGS = $(FUZZ_CPPFLAGS) -DFUZZ_TARGET='"xlsx"'
%C%_fuzz_xlsx_LDADD = src/libcore.la

FUZZ_TARGETS += %D%/fuzz_jsonl
%C%_fuzz_jsonl_SOURCES = %D%/fuzz_jsonl.c %D%/table.h $(FUZZ_DRIVER)
%C%_fuzz_jsonl_CPPFLAGS = $(FUZZ_CPPFLAGS) -DFUZZ_TARGET='"jsonl"'
%C%_fuzz_jsonl_LDADD = src/libcore.la

FUZZ_TARGETS += %D%/fuzz_json
%C%_fuzz_json_SOURCES = %D%/fuzz_json.c $(FUZZ_DRIVER)
%C%_fuzz_json_CPPFLAGS = $(FUZZ_CPPFLAGS) -DFUZZ_TARGET='"json"'
%C%_fuzz_json_LDADD = src/libcore.la

FUZZ_TARGETS += %D%/fuzz_decode
%C%_fuzz_decode_SOURCES = %D%/fuzz_decode.c $(FUZZ_DRIVER)
%C%_fuzz_decode_CPPFLAGS = $(FUZZ_CPPFLAGS) -DFUZZ_TARGET='"decode"'
%C%_fuzz_decode_LDADD = src/libcore.la

FUZZ_TARGETS += %D%/fuzz_document
%C%_fuzz_document_SOURCES = %D%/fuzz_document.c %D%/rules.h $(FUZZ_DRIVER)
%C%_fuzz_document_CPPFLAGS = $(FUZZ_CPPFLAGS) -DFUZZ_TARGET='"document"'
%C%_fuzz_document_LDADD = src/libcore.la

FUZZ_TARGETS += %D%/fuzz_rules
%C%_fuzz_rules_SOURCES = %D%/fuzz_rules.c %D%/rules.h $(FUZZ_DRIVER)
%C%_fuzz_rules_CPPFLAGS = $(FUZZ_CPPFLAGS) -DFUZZ_TARGET='"rules"' \
	-DFUZZ_MUTATIONS=20
%C%_fuzz_rules_LDADD = src/libcore.la

FUZZ_TARGETS += %D%/fuzz_match
%C%_fuzz_match_SOURCES = %D%/fuzz_match.c %D%/rules.h %D%/../unit/find_all.h \
	%D%/../unit/random_rules.h $(FUZZ_DRIVER)
%C%_fuzz_match_CPPFLAGS = $(FUZZ_CPPFLAGS) -DFUZZ_TARGET='"match"' \
	-DFUZZ_MUTATIONS=10
%C%_fuzz_match_LDADD = src/libcore.la

check_PROGRAMS += $(FUZZ_TARGETS)
TESTS += $(FUZZ_TARGETS)

# The whole library anew, so that the fuzzer sees its branches.
FUZZ_COMPILE = $(FUZZ_CC) $(FUZZ_FLAGS) $(DEFS) $(DEFAULT_INCLUDES) \
	$(FUZZ_CPPFLAGS)
FUZZ_OBJECTS = %D%/objects
fuzzers: $(BUILT_SOURCES)
	mkdir -p $(FUZZ_OBJECTS)
	for source in $(filter %.c,$(src_libcore_la_SOURCES)); do \
	  object=$(FUZZ_OBJECTS)/`echo $$source | tr / _`.o; \
	  $(FUZZ_COMPILE) -c -o $$object $(srcdir)/$$source || exit 1; \
	done
	for program in $(FUZZ_TARGETS); do \
	  $(FUZZ_COMPILE) -o $$program.fuzzer $(srcdir)/$$program.c \
	    $(FUZZ_OBJECTS)/*.o $(LMV_LIBS) -lpthread || exit 1; \
	done
CLEANFILES += %D%/objects/*.o
CLEANFILES += %D%/fuzz_*.fuzzer
.PHONY: fuzzers
