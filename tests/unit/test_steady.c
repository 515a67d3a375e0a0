/*
 * The steady state: once its buffers have grown, reading, cutting and writing
 * a comment takes no memory from the heap.
 *
 * Counts the calls of this program and of its libraries, where the C library
 * lets a program stand in front of them.
 */
#include "unit.h"

#include "cut_fixture.h"
#include "records/reader.h"
#include "records/writer.h"

#include <stdio.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define COUNTS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define COUNTS 0
#endif
#endif
#if !defined(COUNTS) && defined(__GLIBC__)
#define COUNTS 1
#endif

static size_t taken;

#if COUNTS
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *memory, size_t size);

void *malloc(size_t size)
{
    taken++;
    return __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    taken++;
    return __libc_calloc(n, size);
}

void *realloc(void *memory, size_t size)
{
    taken++;
    return __libc_realloc(memory, size);
}
#endif

/* Also false under a program that puts itself in front, such as valgrind. */
static bool does_count(void)
{
    size_t before = taken;
    void *volatile memory = malloc(100);

    free(memory);
    return taken > before;
}

enum { RECORDS = 600 };

/* Rows of a few shapes: plain, umlauts, quotes, line breaks, emoji, NFD. */
static void make_table(lmv__buf *table)
{
    static const char *const cells[] = {"Der Service war gut.",
        "Übel, aber „günstig“ - warum?",
        "\"Er sagte \"\"nein\"\", dann nichts.\nDas war's.\"",
        "Nothing to say 👍🏽 z. B. am 12.03.", "fu\xCC\x88r Sie", "ok"};

    lmv__buf_adds(table, "id,comment\n");
    for (int i = 0; i < RECORDS; i++)
        lmv__buf_addf(table, "%d,%s\n", i, cells[i % 6]);
}

typedef struct station {
    lmv__reader *reader;
    lmv__writer *writer;
    lmv__document *doc;
    lmv__record record;
    lmv__buf out;
} station;

static void open_all(
    station *s, const lmv__buf *table, const lmv__langdata *data)
{
    static const char *const themes[] = {"one", "two"};
    static const char *const text[] = {"comment"};
    lmv__reader_options in = {.bytes = table->data, .n_bytes = table->len};
    lmv__writer_options out = {.format = LMV__FORMAT_JSONL};

    in.text = text;
    in.n_text = 1;
    out.themes = themes;
    out.n_themes = 2;
    ck_assert_int_eq(lmv__reader_open(&s->reader, &in, NULL), LMV_OK);
    ck_assert_int_eq(
        lmv__writer_new(&s->writer, &out, s->reader, NULL), LMV_OK);
    s->doc = lmv__document_new(data);
    ck_assert_ptr_nonnull(s->doc);
    lmv__record_init(&s->record);
    lmv__buf_init(&s->out);
}

static void close_all(station *s)
{
    lmv__buf_clear(&s->out);
    lmv__record_clear(&s->record);
    lmv__document_free(s->doc);
    lmv__writer_free(s->writer);
    lmv__reader_close(s->reader);
}

/* One record through all but the rules; false at the end. */
static bool pass(station *s)
{
    lmv__evidence_out evidence = {.start = 0, .end = 2, .line = 7};
    lmv__label_out label = {.theme = 1, .score = 1500, .n_evidence = 1};
    lmv__labelled cell = {.n_labels = 1, .classified = true};
    bool more = false;
    uint32_t n;

    cut_must(lmv__reader_next(s->reader, &s->record, &more, NULL) == LMV_OK,
        "reads");
    if (!more)
        return false;
    cell.text = lmv__record_field(&s->record, 1);
    cut_must(lmv__document_set(s->doc, cell.text.ptr, cell.text.len,
                 LMV__LANG_UNKNOWN, NULL) == LMV_OK,
        "is set");
    lmv__document_nfc(s->doc);
    lmv__document_clauses(s->doc, &n);
    lmv__document_language(s->doc);
    evidence.signal = evidence.file = lmv__slice_of("x.yml");
    label.evidence = &evidence;
    label.classifier = lmv__slice_of("themes");
    cell.labels = &label;
    cell.status = lmv__slice_of("ok");
    cell.lang = cell.error = lmv__slice_of("");
    lmv__buf_reset(&s->out);
    cut_must(lmv__writer_record(
                 s->writer, &s->record, &cell, 1, &s->out, NULL) == LMV_OK,
        "writes");
    return true;
}

START_TEST(a_comment_takes_no_memory)
{
    cut_fixture fixture;
    station s = {.reader = NULL};
    lmv__buf table;
    size_t before = 0, after = 0, n = 0;

    cut_fixture_init(&fixture);
    lmv__buf_init(&table);
    make_table(&table);
    open_all(&s, &table, fixture.data);
    while (pass(&s)) {
        if (++n == RECORDS / 2)
            before = taken;
        after = taken;
    }
    ck_assert_uint_eq(n, RECORDS);
    if (does_count())
        ck_assert_uint_eq(after, before);
    close_all(&s);
    lmv__buf_clear(&table);
    cut_fixture_clear(&fixture);
}
END_TEST

static Suite *steady_suite(void)
{
    Suite *suite = suite_create("steady");
    TCase *tcase = tcase_create("steady");

    tcase_add_test(tcase, a_comment_takes_no_memory);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(steady_suite)
