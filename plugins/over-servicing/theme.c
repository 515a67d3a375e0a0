/*
 * The theme as its author wrote it: what each signal means, by its id, and the
 * settings.  What is not known is refused at its line.
 */
#include "over-servicing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct role_name {
    const char *name;
    enum role role;
} role_names[] = {
    {"contact", CONTACT},
    {"frequency", FREQUENCY},
    {"annoyance", ANNOYANCE},
    {"requested", REQUESTED},
    {"direct", DIRECT},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

lmv_status over_fail(lmv_error *err, lmv_status status, const char *message)
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

static bool read_signal(const char *id, over_signal *out)
{
    const char *rest = NULL;
    size_t i;

    *out = (over_signal){DIRECT, ""}; /* the only signal needs no id */
    if (*id == '\0')
        return true;
    for (i = 0; i < COUNT(role_names) && !rest; i++)
        rest = after_word(id, role_names[i].name);
    if (!rest)
        return false;
    *out = (over_signal){role_names[i - 1].role, rest};
    return true;
}

static lmv_status read_signals(const over_plugin *plugin,
    const lmv_theme *source, over_theme *target, lmv_error *err)
{
    uint32_t count = plugin->theme->signal_count(source);

    target->signals = calloc(count ? count : 1, sizeof *target->signals);
    if (!target->signals)
        return over_fail(err, LMV_ENOMEM, "out of memory");
    for (uint32_t i = 0; i < count; i++) {
        const char *id = plugin->theme->signal_id(source, i);
        char message[256];

        if (read_signal(id, &target->signals[i]))
            continue;
        snprintf(message, sizeof message,
            "over-servicing knows no signal \"%.40s\"; it knows contact, "
            "frequency, annoyance, requested, direct, each with or without a "
            "name behind it (contact-survey)",
            id);
        return plugin->theme->refuse_signal(source, i, message, err);
    }
    return LMV_OK;
}

/* A whole number from `least` to `most`, and nothing else. */
static bool read_number(
    const char *text, uint32_t least, uint32_t most, uint32_t *out)
{
    uint32_t number = 0;

    if (*text == '\0' || strspn(text, "0123456789") != strlen(text))
        return false;
    for (; *text && number <= most; text++)
        number = number * 10 + (uint32_t)(*text - '0');
    if (number < least || number > most)
        return false;
    *out = number;
    return true;
}

/* NULL when the setting is fine, else what is wrong with it. */
static const char *read_setting(const over_plugin *plugin, const char *name,
    const char *value, over_theme *target, bool *decided)
{
    if (strcmp(name, "within") == 0)
        return read_number(value, 0, 10, &target->within)
                   ? NULL
                   : "write a number of sentences from 0 to 10";
    if (strcmp(name, "apart") == 0)
        return read_number(value, 0, 100, &target->apart)
                   ? NULL
                   : "write a number of words from 0 to 100";
    if (strcmp(name, "times") == 0)
        return read_number(value, 1, 1000, &target->times)
                   ? NULL
                   : "write a number of contacts from 1 to 1000";
    if (strcmp(name, "interval") == 0)
        return plugin->quantity->parse(
                   plugin->host, value, &target->interval) == LMV_OK &&
                       target->interval > 0
                   ? NULL
                   : "write a length of time, as in 15min, 2h, 3d, \"2 weeks\"";
    if (strcmp(name, "decides") == 0) {
        target->wants_right = strcmp(value, "right") == 0;
        *decided = target->wants_right || strcmp(value, "too-much") == 0;
        return *decided ? NULL : "write too-much or right";
    }
    return "over-servicing knows the settings decides, within, apart, times, "
           "interval";
}

static lmv_status read_settings(const over_plugin *plugin,
    const lmv_theme *source, over_theme *target, bool *decided, lmv_error *err)
{
    for (uint32_t i = 0; i < plugin->theme->setting_count(source); i++) {
        const char *name = plugin->theme->setting_name(source, i);
        const char *value = plugin->theme->setting_value(source, i);
        const char *problem =
            read_setting(plugin, name, value, target, decided);
        char message[256];

        if (!problem)
            continue;
        snprintf(
            message, sizeof message, "%.40s: %.60s: %s", name, value, problem);
        return plugin->theme->refuse_setting(source, i, message, err);
    }
    return LMV_OK;
}

lmv_status over_read_theme(const over_plugin *plugin, const lmv_theme *source,
    over_theme *target, lmv_error *err)
{
    const char *polarity = plugin->theme->polarity(source);
    bool decided = strcmp(polarity, "negative") == 0;
    lmv_status status;

    *target = (over_theme){
        .within = 1, .apart = 12, .times = 3, .interval = 31 * 86400.0};
    target->threshold = plugin->theme->threshold(source);
    if (strcmp(polarity, "positive") == 0)
        target->wants_right = decided = true;
    status = read_settings(plugin, source, target, &decided, err);
    if (status == LMV_OK && !decided)
        return over_fail(err, LMV_ERULES,
            "over-servicing cannot tell from the polarity what the theme is "
            "about; add settings: {decides: too-much} or right");
    return status == LMV_OK ? read_signals(plugin, source, target, err)
                            : status;
}
