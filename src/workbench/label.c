#include "workbench/label.h"

#include "records/dialect.h"
#include "rules/model.h"
#include "workbench/reason.h"

#include <string.h>

static bool is_blank(const char *text, size_t length)
{
    size_t i;

    for (i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];

        if (c == 0xc2 && i + 1 < length &&
            (unsigned char)text[i + 1] == 0xa0) /* no-break space */
            i++;
        else if (c != ' ' && (c < '\t' || c > '\r'))
            return false;
    }
    return true;
}

bool lmv__label_is_empty(lmv__slice text)
{
    static const char *const codes[] = {"-99", "-77", "-66"};
    size_t i;

    for (i = 0; i < sizeof codes / sizeof *codes; i++)
        if (lmv__slice_is(text, codes[i]))
            return true;
    return is_blank(text.ptr, text.len);
}

/* A copy that outlives the result: with several text columns the scanner goes
 * on before the record is written. */
static bool keep(lmv__arena *arena, const char *text, lmv__slice *to)
{
    to->len = strlen(text);
    to->ptr = lmv__arena_copy(arena, text, to->len);
    return to->ptr != NULL;
}

static void fill_evidence(const lmv_evidence_view *view, lmv__evidence_out *to)
{
    to->start = view->start;
    to->end = view->end;
    to->signal = lmv__slice_of(view->signal ? view->signal : "");
    to->file = lmv__slice_of(view->file ? view->file : "");
    to->line = view->line;
}

static bool copy_evidence(lmv__arena *arena, const lmv_result *result,
    size_t label, lmv__label_out *to)
{
    size_t n = lmv_result_evidence_count(result, label), i;
    lmv__evidence_out *list = lmv__arena_alloc(arena, n, sizeof *list);

    for (i = 0; list && i < n; i++) {
        lmv_evidence_view view;

        memset(&view, 0, sizeof view);
        view.size = (uint32_t)sizeof view;
        if (lmv_result_evidence(result, label, i, &view) == LMV_OK)
            fill_evidence(&view, &list[i]);
    }
    to->evidence = list;
    to->n_evidence = n;
    return list != NULL;
}

static bool copy_attributes(lmv__arena *arena, const lmv_result *result,
    size_t label, lmv__label_out *to)
{
    size_t n = lmv_result_attribute_count(result, label), i;
    lmv__attribute_out *list = lmv__arena_alloc(arena, n, sizeof *list);

    for (i = 0; list && i < n; i++)
        if (!keep(arena, lmv_result_attribute_name(result, label, i),
                &list[i].name) ||
            !keep(arena, lmv_result_attribute_value(result, label, i),
                &list[i].value))
            return false;
    to->attributes = list;
    to->n_attributes = n;
    return list != NULL;
}

static bool copy_from(lmv__arena *arena, const lmv_result *result, size_t label,
    lmv__label_out *to)
{
    size_t n = lmv_result_label_from_count(result, label), i;
    size_t *list = lmv__arena_alloc(arena, n, sizeof *list);

    for (i = 0; list && i < n; i++)
        list[i] = lmv_result_label_from(result, label, i);
    to->from = list;
    to->n_from = n;
    to->group = *lmv_result_label_classifier(result, label) == '\0';
    return list != NULL;
}

static bool copy_labels(
    lmv__arena *arena, const lmv_result *result, lmv__labelled *out)
{
    size_t n = lmv_result_label_count(result), i;
    lmv__label_out *list = lmv__arena_alloc(arena, n, sizeof *list);

    for (i = 0; list && i < n; i++) {
        list[i].theme = lmv_result_label_theme(result, i);
        list[i].score = lmv_result_label_score(result, i);
        list[i].margin = lmv_result_label_margin(result, i);
        list[i].classifier =
            lmv__slice_of(lmv_result_label_classifier(result, i));
        if (!copy_evidence(arena, result, i, &list[i]) ||
            !copy_attributes(arena, result, i, &list[i]) ||
            !copy_from(arena, result, i, &list[i]))
            return false;
    }
    out->labels = list;
    out->n_labels = n;
    return list != NULL;
}

static bool copy_not_evaluated(
    lmv__arena *arena, const lmv_result *result, lmv__labelled *out)
{
    size_t n = lmv_result_not_evaluated_count(result), i;
    lmv__not_evaluated_out *list = lmv__arena_alloc(arena, n, sizeof *list);

    for (i = 0; list && i < n; i++) {
        list[i].theme = lmv_result_not_evaluated_theme(result, i);
        if (!keep(arena, lmv_result_not_evaluated_rule(result, i),
                &list[i].rule) ||
            !keep(arena, lmv_result_not_evaluated_reason(result, i),
                &list[i].reason))
            return false;
    }
    out->not_evaluated = list;
    out->n_not_evaluated = n;
    return list != NULL;
}

static uint32_t count_blocked(const lmv_scanner *scanner, size_t n_themes)
{
    uint32_t n = 0, i;
    lmv__trace trace;
    size_t theme;

    for (theme = 0; theme < n_themes; theme++)
        if (lmv__trace_theme(scanner, theme, &trace))
            for (i = 0; i < trace.n_candidates; i++)
                n += trace.candidates[i].state != LMV__ACCEPTED;
    return n;
}

static void fill_blocked(const lmv_ruleset *rules,
    const lmv__candidate *candidate, lmv__blocked_out *to)
{
    to->theme = candidate->theme;
    to->evidence.start = candidate->hull.start;
    to->evidence.end = candidate->hull.end;
    to->evidence.signal = lmv__slice_of(lmv__reason_signal(rules, candidate));
    to->evidence.file = lmv__slice_of(lmv__reason_file(rules, candidate->pos));
    to->evidence.line = candidate->pos.line;
    to->by = lmv__slice_of(lmv__reason_name(rules, candidate));
}

/* What was found but does not count, for --trace. */
static bool copy_trace(lmv__labeller *labeller, lmv__labelled *out)
{
    const lmv_ruleset *rules = labeller->rules;
    uint32_t n = count_blocked(labeller->scanner, rules->n_themes), i;
    lmv__blocked_out *list = lmv__arena_alloc(labeller->arena, n, sizeof *list);
    lmv__trace trace;
    size_t theme;

    if (!list)
        return false;
    out->trace = list;
    for (theme = 0; theme < rules->n_themes; theme++) {
        if (!lmv__trace_theme(labeller->scanner, theme, &trace))
            continue;
        for (i = 0; i < trace.n_candidates && out->n_trace < n; i++)
            if (trace.candidates[i].state != LMV__ACCEPTED)
                fill_blocked(
                    rules, &trace.candidates[i], &list[out->n_trace++]);
    }
    return true;
}

static void set_status(
    lmv__labelled *out, const char *status, const char *message)
{
    out->status = lmv__slice_of(status);
    out->error = lmv__slice_of(message);
}

/* An error of the record itself, of a plugin, or nothing worth a word. */
static bool judge(lmv__arena *arena, const lmv__record *record,
    const lmv_result *result, lmv__labelled *out)
{
    const char *failure = lmv_result_error(result);

    out->classified = true;
    if (failure) {
        out->classified = false;
        out->status = lmv__slice_of("error");
        return keep(arena, failure, &out->error);
    }
    if (lmv_result_truncated(result)) {
        set_status(out, "truncated",
            "the comment is longer than 64 KiB; only its beginning was read");
    } else if (record->status == LMV__RECORD_WARNING) {
        set_status(out, "warning", record->message);
    } else {
        set_status(out, "ok", "");
    }
    if (record->incomplete && !lmv_result_truncated(result))
        out->status = lmv__slice_of("incomplete");
    return true;
}

static lmv_status scan(lmv__labeller *labeller, const lmv__record *record,
    const lmv_scan_options *options, lmv__labelled *out, lmv_error *err)
{
    const lmv_result *result;
    lmv_error problem = LMV_ERROR_INIT;
    lmv_status status = lmv_scanner_scan_with(labeller->scanner, out->text.ptr,
        out->text.len, options, &result, &problem);

    if (status == LMV_ENCODING || status == LMV_ELIMIT) {
        out->status = lmv__slice_of("error");
        return keep(labeller->arena, problem.message, &out->error)
                   ? LMV_OK
                   : lmv__error_nomem(err);
    }
    if (status != LMV_OK) {
        if (err)
            *err = problem;
        return status;
    }
    out->lang = lmv__slice_of(lmv_result_language(result));
    if (!judge(labeller->arena, record, result, out) ||
        !copy_labels(labeller->arena, result, out) ||
        !copy_not_evaluated(labeller->arena, result, out) ||
        (labeller->trace && !copy_trace(labeller, out)))
        return lmv__error_nomem(err);
    return LMV_OK;
}

static bool is_missing(const lmv__columns *columns, lmv__slice text)
{
    return lmv__label_is_empty(text) ||
           (columns && lmv__value_in(text, columns->missing));
}

bool lmv__label_text(const lmv__columns *columns, const lmv__record *record,
    size_t column, lmv__arena *arena, lmv__slice *text)
{
    lmv__slice title;
    char *joined;

    *text = lmv__record_field(record, column);
    if (is_missing(columns, *text))
        *text = lmv__slice_of("");
    if (!columns || columns->title == LMV__NO_COLUMN)
        return true;
    title = lmv__record_field(record, columns->title);
    if (is_missing(columns, title))
        return true;
    if (text->len == 0) {
        *text = title;
        return true;
    }
    joined = lmv__arena_alloc(arena, title.len + text->len + 1, 1);
    if (!joined)
        return false;
    memcpy(joined, title.ptr, title.len);
    joined[title.len] = '\n';
    memcpy(joined + title.len + 1, text->ptr, text->len);
    text->ptr = joined;
    text->len += title.len + 1;
    return true;
}

static void set_excluded(lmv__labelled *out, const char *what)
{
    set_status(out,
        strcmp(what, "preview") == 0 ? "excluded: preview" : "excluded: tester",
        "");
}

lmv_status lmv__label_cell(lmv__labeller *labeller, const lmv__record *record,
    size_t column, const lmv_scan_options *options, lmv__labelled *out,
    lmv_error *err)
{
    memset(out, 0, sizeof *out);
    out->column = column;
    out->text = out->lang = out->error = lmv__slice_of("");
    if (record->status == LMV__RECORD_ERROR) {
        set_status(out, "error", record->message);
        return LMV_OK;
    }
    if (!lmv__label_text(
            labeller->columns, record, column, labeller->arena, &out->text))
        return lmv__error_nomem(err);
    if (record->excluded) {
        set_excluded(out, record->excluded);
        return LMV_OK;
    }
    if (out->text.len == 0) {
        out->text = lmv__record_field(record, column);
        set_status(out, "empty", "");
        return LMV_OK;
    }
    return scan(labeller, record, options, out, err);
}
