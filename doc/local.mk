EXTRA_DIST += %D%/plugins.md

EXTRA_DIST += %D%/HACKING.md
EXTRA_DIST += %D%/rules.md
EXTRA_DIST += %D%/workbench.md
EXTRA_DIST += %D%/errors.md
EXTRA_DIST += %D%/performance.md %D%/performance.svg
EXTRA_DIST += %D%/errors.md %D%/themes.md

# The embedding example, against the public headers and the shared library.
check_PROGRAMS += %D%/embed
%C%_embed_SOURCES = %D%/embed.c
%C%_embed_CPPFLAGS = -I$(top_srcdir)/src -I$(top_builddir)/src
%C%_embed_LDADD = libleitmotiv.la

dist_man_MANS += \
	%D%/leitmotiv.1 \
	%D%/leitmotiv-check.1 \
	%D%/leitmotiv-classify.1 \
	%D%/leitmotiv-compare-rules.1 \
	%D%/leitmotiv-evaluate.1 \
	%D%/leitmotiv-explain.1 \
	%D%/leitmotiv-find.1 \
	%D%/leitmotiv-import.1 \
	%D%/leitmotiv-gold.1 \
	%D%/leitmotiv-inspect.1 \
	%D%/leitmotiv-mutate.1 \
	%D%/leitmotiv-new.1 \
	%D%/leitmotiv-plugins.1 \
	%D%/leitmotiv-profile.1 \
	%D%/leitmotiv-sample.1 \
	%D%/leitmotiv-suggest.1 \
	%D%/leitmotiv-themes.1 \
	%D%/leitmotiv-jsonl.5 \
	%D%/leitmotiv-rules.5
EXTRA_DIST += %D%/formats.md %D%/architecture.md
EXTRA_DIST += %D%/output.schema.json %D%/explain.svg

# For editors: what `leitmotiv check --schema` prints (a test compares).
dist_pkgdata_DATA = %D%/rules.schema.json
