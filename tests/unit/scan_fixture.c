#include "scan_fixture.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

static void listen(void *payload, const lmv_diagnostic *diagnostic)
{
    lmv__buf_addf(payload, "%s:%u: %s\n",
        diagnostic->file ? diagnostic->file : "", diagnostic->line,
        diagnostic->message);
}

void scan_load(scan_fixture *f, const char *pack)
{
    static const char *const search[] = {SCAN_DATA "match"};
    lmv_ruleset_options options = {.size = (uint32_t)sizeof options,
        .search_path = search,
        .n_search_path = 1,
        .diag = listen,
        .payload = &f->said};

    memset(f, 0, sizeof *f);
    f->err = (lmv_error)LMV_ERROR_INIT;
    lmv__buf_init(&f->said);
    lmv__buf_init(&f->told);
    ck_assert_msg(
        lmv_ruleset_load(&f->rules, &pack, 1, &options, &f->err) == LMV_OK,
        "%s:%u: %s", f->err.file, f->err.line, f->err.message);
}

lmv_status scan_engine(scan_fixture *f, const char *const *themes, size_t n)
{
    static const char *const path[] = {TESTS_BUILDDIR
        "/../plugins/themes/.libs",
        TESTS_BUILDDIR "/plugins/.libs"};
    lmv_engine_options options = {.size = (uint32_t)sizeof options,
        .plugin_path = path,
        .n_plugin_path = 2,
        .trusted = path,
        .n_trusted = 2,
        .themes = themes,
        .n_themes = n,
        .diag = listen,
        .payload = &f->said};

    lmv__buf_reset(&f->said);
    return lmv_engine_new(&f->engine, f->rules, &options, &f->err);
}

void scan_open(
    scan_fixture *f, const char *pack, const char *const *themes, size_t n)
{
    scan_load(f, pack);
    ck_assert_msg(scan_engine(f, themes, n) == LMV_OK, "%s", f->err.message);
    ck_assert_int_eq(lmv_scanner_new(&f->scanner, f->engine, &f->err), LMV_OK);
}

void scan_close(scan_fixture *f)
{
    lmv_scanner_free(f->scanner);
    lmv_engine_free(f->engine);
    lmv_ruleset_free(f->rules);
    lmv__buf_clear(&f->said);
    lmv__buf_clear(&f->told);
}

/* ---- a result as one line ---- */

static void tell_evidence(scan_fixture *f, size_t label, const char *text)
{
    const lmv_result *r = f->result;

    for (size_t i = 0; i < lmv_result_evidence_count(r, label); i++) {
        lmv_evidence_view view = {.size = (uint32_t)sizeof view};

        ck_assert_int_eq(lmv_result_evidence(r, label, i, &view), LMV_OK);
        lmv__buf_adds(&f->told, i ? "|" : "");
        lmv__buf_add(&f->told, text + view.start, view.end - view.start);
        lmv__buf_addf(&f->told, "%s%s", view.guards[0] ? "@" : "", view.guards);
    }
}

static void tell_label(scan_fixture *f, size_t label, const char *text)
{
    const lmv_result *r = f->result;

    lmv__buf_addf(&f->told, "%s%s:%lld{", label ? " " : "",
        lmv_theme_id(f->rules, lmv_result_label_theme(r, label)),
        (long long)lmv_result_label_score(r, label));
    tell_evidence(f, label, text);
    lmv__buf_adds(&f->told, "}");
    for (size_t i = 0; i < lmv_result_label_from_count(r, label); i++)
        lmv__buf_addf(&f->told, "<%s",
            lmv_theme_id(f->rules, lmv_result_label_from(r, label, i)));
    for (size_t i = 0; i < lmv_result_attribute_count(r, label); i++)
        lmv__buf_addf(&f->told, "(%s=%s)",
            lmv_result_attribute_name(r, label, i),
            lmv_result_attribute_value(r, label, i));
}

const char *scan_text(scan_fixture *f, const char *text)
{
    lmv__buf_reset(&f->told);
    lmv__buf_adds(&f->told, "");
    ck_assert_msg(lmv_scanner_scan(f->scanner, text, strlen(text), f->language,
                      &f->result, &f->err) == LMV_OK,
        "%s", f->err.message);
    for (size_t i = 0; i < lmv_result_label_count(f->result); i++)
        tell_label(f, i, text);
    return f->told.len ? f->told.data : "";
}
