src_libcore_la_SOURCES += \
	%D%/asked.c %D%/asked.h \
	%D%/code.c \
	%D%/codes.h \
	%D%/combine.c \
	%D%/eight.h \
	%D%/entry.c %D%/entry.h \
	%D%/extend.c %D%/extend.h \
	%D%/evaluate.c \
	%D%/example.c \
	%D%/found.c %D%/found.h \
	%D%/graph.c %D%/graph.h \
	%D%/guard.c %D%/guard.h \
	%D%/guarding.c \
	%D%/hits.c \
	%D%/kinds.c %D%/kinds.h \
	%D%/language.c \
	%D%/load.c \
	%D%/list.c \
	%D%/load.h \
	%D%/loader.h \
	%D%/locate.c \
	%D%/macro.c \
	%D%/match.h \
	%D%/matcher.c \
	%D%/model.h \
	%D%/order.c \
	%D%/pack.c %D%/pack.h \
	%D%/pattern.h \
	%D%/prefilter.c %D%/prefilter.h \
	%D%/prefilter_build.c \
	%D%/probe.c %D%/probe.h \
	%D%/prefilter_tables.c \
	%D%/prefilter_uses.c \
	%D%/program.c %D%/program.h \
	%D%/raw.c %D%/raw.h \
	%D%/raw_literals.c \
	%D%/refs.c %D%/refs.h \
	%D%/report.c %D%/report.h \
	%D%/resolve.c %D%/resolve.h \
	%D%/resolve_refs.c \
	%D%/ruleset.c \
	%D%/run.c \
	%D%/scan.c %D%/scan.h \
	%D%/schema.c %D%/schema.h \
	%D%/select.c \
	%D%/shape.h \
	%D%/track.h \
	%D%/track_build.c \
	%D%/track_run.c \
	%D%/signal.c \
	%D%/starts.c \
	%D%/suggest.c %D%/suggest.h \
	%D%/theme.c %D%/theme.h \
	%D%/value.c \
	%D%/verb.c \
	%D%/words.h \
	%D%/words_atom.c \
	%D%/words_cursor.c \
	%D%/words_edge.c \
	%D%/words_emit.c \
	%D%/words_literals.c \
	%D%/words_parse.c \
	%D%/words_parser.h \
	%D%/yaml.c %D%/yaml.h \
	%D%/yaml_check.c %D%/yaml_p.h
