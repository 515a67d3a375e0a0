/*
 * The theme as its author wrote it: what each signal means, by its id, and the
 * settings.  What is not known is refused at its line.
 */
#include "broken-promises.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct role_name {
    const char *name;
    enum role role;
} role_names[] = {
    {"promise", PROMISE},
    {"happened", HAPPENED},
    {"not-happened", NOT_HAPPENED},
    {"late", LATE},
    {"broken", BROKEN},
    {"kept", KEPT},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

lmv_status promise_fail(lmv_error *err, lmv_status status, const char *message)
{
    if (err) {
        err->status = status;
        snprintf(err->message, sizeof err->message, "%s", message);
    }
    return status;
}

/* Does `id` begin with the word `name`?  Then what follows the hyphen. */
static const char *after_word(const char *id, const char *name)
{
    size_t length = strlen(name);

    if (strncmp(id, name, length) != 0)
        return NULL;
    if (id[length] == '\0')
        return id + length;
    return id[length] == '-' ? id + length + 1 : NULL;
}

static bool read_signal(
    const char *id, const promise_theme *theme, promise_signal *out)
{
    const char *rest = NULL;
    size_t i;

    if (*id == '\0') { /* the only signal needs no id */
        *out = (promise_signal){theme->wants_kept ? KEPT : BROKEN, ""};
        return true;
    }
    for (i = 0; i < COUNT(role_names) && !rest; i++)
        rest = after_word(id, role_names[i].name);
    if (!rest)
        return false;
    *out = (promise_signal){role_names[i - 1].role, rest};
    return true;
}

static lmv_status read_signals(const promise_plugin *plugin,
    const lmv_theme *source, promise_theme *target, lmv_error *err)
{
    uint32_t count = plugin->theme->signal_count(source);

    target->signals = calloc(count ? count : 1, sizeof *target->signals);
    if (!target->signals)
        return promise_fail(err, LMV_ENOMEM, "out of memory");
    for (uint32_t i = 0; i < count; i++) {
        const char *id = plugin->theme->signal_id(source, i);
        char message[256];

        if (read_signal(id, target, &target->signals[i]))
            continue;
        snprintf(message, sizeof message,
            "broken-promises knows no signal \"%.40s\"; it knows promise, "
            "happened, not-happened, late, broken, kept, each with or without "
            "a name behind it (promise-refund)",
            id);
        return plugin->theme->refuse_signal(source, i, message, err);
    }
    return LMV_OK;
}

/* 0 to 10 sentences. */
static bool read_sentences(const char *text, uint32_t *out)
{
    if (strcmp(text, "10") == 0) {
        *out = 10;
        return true;
    }
    if (*text < '0' || *text > '9' || text[1] != '\0')
        return false;
    *out = (uint32_t)(*text - '0');
    return true;
}

/* NULL when the setting is fine, else what is wrong with it. */
static const char *read_setting(
    const char *name, const char *value, promise_theme *target, bool *decided)
{
    static const char sentences[] = "write a number of sentences from 0 to 10";

    if (strcmp(name, "within") == 0)
        return read_sentences(value, &target->within) ? NULL : sentences;
    if (strcmp(name, "before") == 0)
        return read_sentences(value, &target->before) ? NULL : sentences;
    if (strcmp(name, "decides") == 0) {
        target->wants_kept = strcmp(value, "kept") == 0;
        *decided = target->wants_kept || strcmp(value, "broken") == 0;
        return *decided ? NULL : "write broken or kept";
    }
    return "broken-promises knows the settings decides, within, before";
}

static lmv_status read_settings(const promise_plugin *plugin,
    const lmv_theme *source, promise_theme *target, bool *decided,
    lmv_error *err)
{
    for (uint32_t i = 0; i < plugin->theme->setting_count(source); i++) {
        const char *name = plugin->theme->setting_name(source, i);
        const char *value = plugin->theme->setting_value(source, i);
        const char *problem = read_setting(name, value, target, decided);
        char message[256];

        if (!problem)
            continue;
        snprintf(
            message, sizeof message, "%.40s: %.60s: %s", name, value, problem);
        return plugin->theme->refuse_setting(source, i, message, err);
    }
    return LMV_OK;
}

lmv_status promise_read_theme(const promise_plugin *plugin,
    const lmv_theme *source, promise_theme *target, lmv_error *err)
{
    const char *polarity = plugin->theme->polarity(source);
    bool decided = strcmp(polarity, "negative") == 0;
    lmv_status status;

    *target = (promise_theme){.within = 2, .before = 1};
    target->threshold = plugin->theme->threshold(source);
    if (strcmp(polarity, "positive") == 0)
        target->wants_kept = decided = true;
    status = read_settings(plugin, source, target, &decided, err);
    if (status == LMV_OK && !decided)
        return promise_fail(err, LMV_ERULES,
            "broken-promises cannot tell from the polarity which promises the "
            "theme is about; add settings: {decides: broken} or kept");
    return status == LMV_OK ? read_signals(plugin, source, target, err)
                            : status;
}
