/*
 * What plugins get from their host: themes as written, numbers and durations,
 * the log.
 */
#include "base/status.h"
#include "engine/scan.h"
#include "engine/trace.h"
#include "text/quantity.h"

#include <stdio.h>
#include <string.h>

/* ---- theme ---- */

static const lmv__theme *model_of(const lmv_theme *theme)
{
    return &theme->rules->themes[theme->theme];
}

static const char *theme_id(const lmv_theme *theme)
{
    return model_of(theme)->id.ptr;
}

static const char *theme_polarity(const lmv_theme *theme)
{
    static const char *const names[] = {
        "neutral", "negative", "positive", "mixed"};

    return names[model_of(theme)->polarity];
}

static int64_t theme_threshold(const lmv_theme *theme)
{
    return model_of(theme)->threshold;
}

static uint32_t theme_signal_count(const lmv_theme *theme)
{
    return model_of(theme)->n_signals;
}

static const char *theme_signal_id(const lmv_theme *theme, uint32_t signal)
{
    const lmv__theme *model = model_of(theme);

    if (signal >= model->n_signals)
        return NULL;
    return model->signals[signal].id.len ? model->signals[signal].id.ptr : "";
}

static uint32_t theme_setting_count(const lmv_theme *theme)
{
    return model_of(theme)->settings.n;
}

static const char *theme_setting_name(const lmv_theme *theme, uint32_t setting)
{
    const lmv__pairs *settings = &model_of(theme)->settings;

    return setting < settings->n ? settings->items[setting].name.ptr : NULL;
}

static const char *theme_setting_value(const lmv_theme *theme, uint32_t setting)
{
    const lmv__pairs *settings = &model_of(theme)->settings;

    return setting < settings->n ? settings->items[setting].value.ptr : NULL;
}

static lmv_status refuse_at(
    const lmv_theme *theme, lmv__pos pos, const char *message, lmv_error *err)
{
    lmv__error_set(err, LMV_ERULES, "%s", message ? message : "refused");
    if (pos.file < theme->rules->n_files)
        lmv__error_at(
            err, theme->rules->files[pos.file].path, pos.line, pos.column);
    return LMV_ERULES;
}

static lmv_status theme_refuse_signal(const lmv_theme *theme, uint32_t signal,
    const char *message, lmv_error *err)
{
    const lmv__theme *model = model_of(theme);

    return refuse_at(theme,
        signal < model->n_signals ? model->signals[signal].pos : model->pos,
        message, err);
}

static lmv_status theme_refuse_setting(const lmv_theme *theme, uint32_t setting,
    const char *message, lmv_error *err)
{
    const lmv__theme *model = model_of(theme);

    return refuse_at(theme,
        setting < model->settings.n ? model->settings.items[setting].pos
                                    : model->pos,
        message, err);
}

static const lmv_theme_api theme_service = {
    .size = (uint32_t)sizeof(lmv_theme_api),
    .id = theme_id,
    .polarity = theme_polarity,
    .threshold = theme_threshold,
    .signal_count = theme_signal_count,
    .signal_id = theme_signal_id,
    .setting_count = theme_setting_count,
    .setting_name = theme_setting_name,
    .setting_value = theme_setting_value,
    .refuse_signal = theme_refuse_signal,
    .refuse_setting = theme_refuse_setting,
};

/* ---- quantity ---- */

/* Clip to the comment; false when nothing is left. */
static bool clip(
    const lmv_document *document, size_t start, size_t end, lmv__span *span)
{
    size_t length = lmv__document_text(document->doc).len;

    if (end > length)
        end = length;
    if (start >= end)
        return false;
    span->start = (uint32_t)start;
    span->end = (uint32_t)end;
    return true;
}

static lmv_status quantity_duration(const lmv_document *document, size_t start,
    size_t end, lmv_duration *duration)
{
    lmv_duration own = {0};
    lmv__quantity found;
    lmv__span within;

    if (!duration || duration->size < sizeof duration->size)
        return LMV_EINVAL;
    if (!clip(document, start, end, &within) ||
        !lmv__quantity_duration(document->doc, within, &found))
        return LMV_ENOTFOUND;
    own.size = duration->size;
    own.seconds = found.value;
    own.start = found.span.start;
    own.end = found.span.end;
    memcpy(own.iso, found.iso, sizeof own.iso);
    memcpy(duration, &own, own.size < sizeof own ? own.size : sizeof own);
    return LMV_OK;
}

static lmv_status quantity_number(const lmv_document *document, size_t start,
    size_t end, double *number, size_t *number_start, size_t *number_end)
{
    lmv__quantity found;
    lmv__span within;

    if (!clip(document, start, end, &within) ||
        !lmv__quantity_number(document->doc, within, &found))
        return LMV_ENOTFOUND;
    if (number)
        *number = found.value;
    if (number_start)
        *number_start = found.span.start;
    if (number_end)
        *number_end = found.span.end;
    return LMV_OK;
}

static lmv_status quantity_parse(
    const lmv_host *host, const char *text, double *seconds)
{
    const lmv__host *own = (const lmv__host *)host;

    if (!text || !seconds)
        return LMV_EINVAL;
    return lmv__quantity_parse(own->engine->rules->langdata, text, seconds);
}

static const lmv_quantity_api quantity_service = {
    .size = (uint32_t)sizeof(lmv_quantity_api),
    .duration = quantity_duration,
    .number = quantity_number,
    .parse = quantity_parse,
    .format = lmv__quantity_format,
};

/* ---- log ---- */

/* The remark belongs to the comment that this thread is at; one that is made
 * outside of classify() has no reader. */
static void log_note(const lmv_host *host, const char *message)
{
    const lmv__host *own = (const lmv__host *)host;
    lmv_scanner *scanner;
    lmv__note *note;

    if (!message || atomic_load(&own->engine->watch->tracing) == 0)
        return;
    scanner = (lmv_scanner *)lmv__engine_scanner_here(own->engine);
    if (!scanner || !scanner->tracing || scanner->notes.len >= LMV__MAX_NOTES)
        return;
    note = lmv__vec_push(&scanner->notes);
    if (!note)
        return;
    note->plugin = own->plugin->name;
    note->message = lmv__arena_copy(&scanner->arena, message, strlen(message));
    if (!note->message)
        scanner->notes.len--;
}

static const lmv_log_api log_service = {
    .size = (uint32_t)sizeof(lmv_log_api),
    .note = log_note,
};

/* ---- by id ---- */

const void *lmv__host_service(const lmv_host *host, const char *id)
{
    static const struct {
        const char *id;
        const void *table;
    } services[] = {
        {LMV_SERVICE_THEME, &theme_service},
        {LMV_SERVICE_DOCUMENT, &lmv__document_service},
        {LMV_SERVICE_EVIDENCE, &lmv__evidence_service},
        {LMV_SERVICE_LABELS, &lmv__labels_service},
        {LMV_SERVICE_QUANTITY, &quantity_service},
        {LMV_SERVICE_LOG, &log_service},
    };

    (void)host;
    for (size_t i = 0; id && i < sizeof services / sizeof *services; i++) {
        if (strcmp(services[i].id, id) == 0)
            return services[i].table;
    }
    return NULL;
}
