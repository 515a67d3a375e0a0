# Programs that make fixtures.
EXTRA_DIST += %D%/make_xlsx.c
if HAVE_XLSX
check_PROGRAMS += %D%/make_xlsx
%C%_make_xlsx_SOURCES = %D%/make_xlsx.c
%C%_make_xlsx_LDADD = src/libcore.la
endif
