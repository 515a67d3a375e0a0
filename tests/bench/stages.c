/*
 * What each part of the way costs, one after the other, on one thread.
 *
 *     stages COMMENTS REPEATS RULES PACK PLUGINS...
 *
 * Parts cannot be run without those before them, so ways of growing length are
 * timed and the differences are what a part takes:
 *
 *     read                                  a record
 *     check ─► fold ─► tokens ─► sentences ─► language
 *               └────► prefilter            (nothing else is needed)
 *     language ─► prefilter ─► confirm      every theme's candidates, judged
 *     scan ─► label ─► write                what classify does
 *
 * Prints rows for report.awk: name, comments, repeat, seconds of CPU.
 */
#define _POSIX_C_SOURCE 200809L
#include "records/writer.h"
#include "rules/match.h"
#include "workbench/label.h"

#include <leitmotiv/engine.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct bench {
    lmv_ruleset *rules;
    lmv_engine *engine;
    lmv_scanner *scanner;
    lmv__scan *scan;
    lmv__document *doc;
    lmv__reader *reader;
    lmv__writer *writer;
    lmv__labeller labeller;
    lmv__arena arena;
    lmv__buf out;
    lmv__record *records;
    size_t n, cap;
    size_t text;  /* its column */
    uint64_t sum; /* so that nothing is left out as unused */
} bench;

/* ---- the ways; each is one comment's ---- */

static lmv__slice text_of(const bench *b, size_t i)
{
    return lmv__record_field(&b->records[i], b->text);
}

static void set(bench *b, size_t i, int language)
{
    lmv__slice text = text_of(b, i);

    b->sum += lmv__document_set(b->doc, text.ptr, text.len, language, NULL);
}

static void check(bench *b, size_t i)
{
    set(b, i, LMV__LANG_UNKNOWN);
}

static void fold(bench *b, size_t i)
{
    check(b, i);
    b->sum += lmv__document_nfc(b->doc)->len;
    b->sum += lmv__document_folded(b->doc)->len;
}

static void tokens(bench *b, size_t i)
{
    uint32_t n;

    fold(b, i);
    lmv__document_tokens(b->doc, &n);
    b->sum += n;
}

static void sentences(bench *b, size_t i)
{
    uint32_t n;

    set(b, i, 0); /* stated: not to be found out */
    lmv__document_nfc(b->doc);
    lmv__document_sentences(b->doc, &n);
    b->sum += n;
}

static void language(bench *b, size_t i)
{
    fold(b, i);
    b->sum += (uint64_t)lmv__document_language(b->doc);
}

static void prefilter(bench *b, size_t i)
{
    fold(b, i);
    b->sum += lmv__scan_begin(b->scan, b->doc, NULL);
}

static void confirm(bench *b, size_t i)
{
    language(b, i);
    lmv__scan_begin(b->scan, b->doc, NULL);
    for (uint32_t k = 0; k < b->rules->n_order; k++) {
        uint32_t theme = b->rules->order[k], n = 0;
        lmv__candidate *found;

        if (b->rules->themes[theme].kind != LMV_KIND_GROUP)
            lmv__scan_theme(b->scan, theme, &found, &n, NULL);
        b->sum += n;
    }
}

static void scan(bench *b, size_t i)
{
    lmv__slice text = text_of(b, i);
    const lmv_result *result;

    lmv_scanner_scan(b->scanner, text.ptr, text.len, NULL, &result, NULL);
    b->sum += lmv_result_label_count(result);
}

static void label(bench *b, size_t i)
{
    lmv__labelled cell;

    lmv__arena_reset(&b->arena);
    lmv__label_cell(&b->labeller, &b->records[i], b->text, NULL, &cell, NULL);
    b->sum += cell.n_labels;
}

static void write_line(bench *b, size_t i)
{
    lmv__labelled cell;

    lmv__arena_reset(&b->arena);
    if (b->out.len > 1u << 20)
        lmv__buf_reset(&b->out);
    lmv__label_cell(&b->labeller, &b->records[i], b->text, NULL, &cell, NULL);
    lmv__writer_record(b->writer, &b->records[i], &cell, 1, &b->out, NULL);
}

typedef struct way {
    const char *name;
    void (*go)(bench *b, size_t i);
} way;

/* ---- timing ---- */

static double cpu_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void time_way(bench *b, const way *timed, int repeats)
{
    for (int run = 0; run <= repeats; run++) {
        double start = cpu_seconds();

        for (size_t i = 0; i < b->n; i++)
            timed->go(b, i);
        if (run) /* the first one compiles what is compiled on first use */
            printf("%s\t%zu\t%d\t%.6f\n", timed->name, b->n, run,
                cpu_seconds() - start);
    }
}

static void time_all(bench *b, int repeats)
{
    static const way ways[] = {{"check", check}, {"fold", fold},
        {"tokens", tokens}, {"sentences", sentences}, {"language", language},
        {"prefilter", prefilter}, {"confirm", confirm}, {"scan", scan},
        {"label", label}, {"write", write_line}};

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        time_way(b, &ways[i], repeats);
}

/* ---- reading ---- */

static lmv_status open_reader(bench *b, const char *path, lmv_error *err)
{
    lmv__reader_options options = {.path = path};
    lmv_status status = lmv__reader_open(&b->reader, &options, err);

    if (status == LMV_OK)
        b->text = lmv__reader_columns(b->reader)->text[0];
    return status;
}

static lmv_status read_all(bench *b, lmv_error *err)
{
    lmv_status status = LMV_OK;
    bool more = true;

    while (more && status == LMV_OK) {
        if (b->n == b->cap) {
            b->cap = b->cap ? 2 * b->cap : 1024;
            b->records = realloc(b->records, b->cap * sizeof *b->records);
            if (!b->records)
                abort();
            for (size_t i = b->n; i < b->cap; i++)
                lmv__record_init(&b->records[i]);
        }
        status = lmv__reader_next(b->reader, &b->records[b->n], &more, err);
        b->n += more && status == LMV_OK;
    }
    return status;
}

/* Into one record, again and again, as the pipeline does. */
static lmv_status time_reading(
    bench *b, const char *path, int repeats, lmv_error *err)
{
    lmv_status status = LMV_OK;
    lmv__record record;

    lmv__record_init(&record);
    for (int run = 1; run <= repeats && status == LMV_OK; run++) {
        double start;
        bool more = true;
        size_t n = 0;

        lmv__reader_close(b->reader);
        b->reader = NULL;
        status = open_reader(b, path, err);
        start = cpu_seconds();
        for (; status == LMV_OK && more; n += more)
            status = lmv__reader_next(b->reader, &record, &more, err);
        printf("read\t%zu\t%d\t%.6f\n", n, run, cpu_seconds() - start);
    }
    lmv__record_clear(&record);
    return status;
}

/* ---- making ---- */

static lmv_status load(
    bench *b, char **argv, int argc, int repeats, lmv_error *err)
{
    const char *search[] = {argv[0]}, *packs[] = {argv[1]};
    lmv_ruleset_options options = {.size = sizeof options};
    lmv_engine_options engine = {.size = sizeof engine};
    lmv_status status = LMV_OK;

    options.search_path = search;
    options.n_search_path = 1;
    engine.plugin_path = (const char *const *)(argv + 2);
    engine.n_plugin_path = (size_t)(argc - 2);
    for (int run = 1; run <= repeats && status == LMV_OK; run++) {
        double start = cpu_seconds();

        lmv_ruleset_free(b->rules);
        status = lmv_ruleset_load(&b->rules, packs, 1, &options, err);
        printf("load\t1\t%d\t%.6f\n", run, cpu_seconds() - start);
    }
    if (status == LMV_OK)
        status = lmv_engine_new(&b->engine, b->rules, &engine, err);
    if (status == LMV_OK)
        status = lmv_scanner_new(&b->scanner, b->engine, err);
    if (status == LMV_OK)
        status = lmv__scan_new(&b->scan, b->rules, NULL, err);
    return status;
}

static lmv_status make_writer(bench *b, lmv_error *err)
{
    lmv__writer_options options = {.format = LMV__FORMAT_JSONL};
    size_t n = lmv_ruleset_theme_count(b->rules);
    const char **names = calloc(n + 1, sizeof *names);
    lmv_status status;

    if (!names)
        return LMV_ENOMEM;
    for (size_t i = 0; i < n; i++)
        names[i] = lmv_theme_id(b->rules, i);
    options.themes = names;
    options.n_themes = n;
    status = lmv__writer_new(&b->writer, &options, b->reader, err);
    free(names);
    b->labeller.scanner = b->scanner;
    b->labeller.rules = b->rules;
    b->labeller.columns = lmv__reader_columns(b->reader);
    b->labeller.arena = &b->arena;
    return status;
}

static void clear(bench *b)
{
    lmv__writer_free(b->writer);
    for (size_t i = 0; i < b->cap; i++)
        lmv__record_clear(&b->records[i]);
    free(b->records);
    lmv__reader_close(b->reader);
    lmv__document_free(b->doc);
    lmv__scan_free(b->scan);
    lmv_scanner_free(b->scanner);
    lmv_engine_free(b->engine);
    lmv_ruleset_free(b->rules);
    lmv__arena_clear(&b->arena);
    lmv__buf_clear(&b->out);
}

int main(int argc, char **argv)
{
    bench b = {.n = 0};
    lmv_error err = LMV_ERROR_INIT;
    int repeats = argc > 2 ? atoi(argv[2]) : 0;
    lmv_status status;

    if (argc < 6 || repeats < 1) {
        fputs("Usage: stages COMMENTS REPEATS RULES PACK PLUGINS...\n", stderr);
        return 2;
    }
    lmv__arena_init(&b.arena, 4096);
    lmv__buf_init(&b.out);
    status = load(&b, argv + 3, argc - 3, repeats, &err);
    if (status == LMV_OK)
        status = time_reading(&b, argv[1], repeats, &err);
    lmv__reader_close(b.reader);
    b.reader = NULL;
    if (status == LMV_OK)
        status = open_reader(&b, argv[1], &err);
    if (status == LMV_OK)
        status = read_all(&b, &err);
    if (status == LMV_OK)
        status = make_writer(&b, &err);
    b.doc = status == LMV_OK ? lmv__document_new(b.rules->langdata) : NULL;
    if (b.doc)
        time_all(&b, repeats);
    clear(&b);
    if (status != LMV_OK)
        fprintf(stderr, "stages: %s\n", err.message);
    return status != LMV_OK;
}
