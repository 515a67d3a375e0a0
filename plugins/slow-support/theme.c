/*
 * The theme as its author wrote it: what each signal means, by its id, and the
 * settings.  What is not known is refused at its line.
 */
#include "slow-support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const slow_channel_names[N_CHANNELS] = {
    "phone", "chat", "counter", "writing", "repair", "default"};

static const double default_patience[N_CHANNELS] = {
    15 * 60, 10 * 60, 30 * 60, 3 * 86400, 2 * 86400, 86400};

static const struct role_name {
    const char *name;
    enum role role;
    enum channel channel;
} role_names[] = {
    {"slow", SLOW, NO_CHANNEL},
    {"wait", WAIT, NO_CHANNEL},
    {"duration", DURATION, NO_CHANNEL},
    {"since", SINCE, NO_CHANNEL},
    {"phone", CHANNEL, PHONE},
    {"chat", CHANNEL, CHAT},
    {"counter", CHANNEL, COUNTER},
    {"writing", CHANNEL, WRITING},
    {"repair", CHANNEL, REPAIR},
};

static const struct unit_name {
    const char *name;
    double seconds;
} since_units[] = {
    {"day", 86400},
    {"week", 7 * 86400},
    {"month", 30 * 86400},
    {"year", 365 * 86400},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

lmv_status slow_fail(lmv_error *err, lmv_status status, const char *message)
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

static bool read_signal(const char *id, slow_signal *out)
{
    const char *rest = NULL;
    size_t i;

    *out = (slow_signal){SLOW, NO_CHANNEL, 0}; /* the only signal needs no id */
    if (*id == '\0')
        return true;
    for (i = 0; i < COUNT(role_names) && !rest; i++)
        rest = after_word(id, role_names[i].name);
    if (!rest)
        return false;
    out->role = role_names[i - 1].role;
    out->channel = role_names[i - 1].channel;
    for (i = 0; i < NO_CHANNEL && out->role == WAIT; i++)
        if (after_word(rest, slow_channel_names[i]))
            out->channel = (enum channel)i;
    for (i = 0; i < COUNT(since_units) && out->role == SINCE; i++)
        if (after_word(rest, since_units[i].name))
            out->at_least = since_units[i].seconds;
    return true;
}

static lmv_status read_signals(const slow_plugin *plugin,
    const lmv_theme *source, slow_theme *target, lmv_error *err)
{
    uint32_t count = plugin->theme->signal_count(source);

    target->signals = calloc(count ? count : 1, sizeof *target->signals);
    if (!target->signals)
        return slow_fail(err, LMV_ENOMEM, "out of memory");
    for (uint32_t i = 0; i < count; i++) {
        const char *id = plugin->theme->signal_id(source, i);
        char message[256];

        if (read_signal(id, &target->signals[i]))
            continue;
        snprintf(message, sizeof message,
            "slow-support knows no signal \"%.40s\"; it knows slow, wait, "
            "duration, since, phone, chat, counter, writing, repair, each "
            "with or without a name behind it (wait-2)",
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
static const char *read_setting(const slow_plugin *plugin, const char *name,
    const char *value, slow_theme *target)
{
    static const char multiple[] =
        "write a multiple of the patience from 1 to 1000";

    for (int i = 0; i < N_CHANNELS; i++) {
        double *patience = &target->patience[i];

        if (strcmp(name, slow_channel_names[i]) != 0)
            continue;
        return plugin->quantity->parse(plugin->host, value, patience) ==
                           LMV_OK &&
                       *patience > 0
                   ? NULL
                   : "write a length of time, as in 15min, 2h, 3d, \"2 weeks\"";
    }
    if (strcmp(name, "within") == 0)
        return read_number(value, 0, 10, &target->within)
                   ? NULL
                   : "write a number of sentences from 0 to 10";
    if (strcmp(name, "apart") == 0)
        return read_number(value, 0, 100, &target->apart)
                   ? NULL
                   : "write a number of words from 0 to 100";
    if (strcmp(name, "high") == 0)
        return read_number(value, 1, 1000, &target->high) ? NULL : multiple;
    if (strcmp(name, "critical") == 0)
        return read_number(value, 1, 1000, &target->critical) ? NULL : multiple;
    return "slow-support knows the settings phone, chat, counter, writing, "
           "repair, default, within, apart, high, critical";
}

static lmv_status read_settings(const slow_plugin *plugin,
    const lmv_theme *source, slow_theme *target, lmv_error *err)
{
    for (uint32_t i = 0; i < plugin->theme->setting_count(source); i++) {
        const char *name = plugin->theme->setting_name(source, i);
        const char *value = plugin->theme->setting_value(source, i);
        const char *problem = read_setting(plugin, name, value, target);
        char message[256];

        if (!problem)
            continue;
        snprintf(
            message, sizeof message, "%.40s: %.60s: %s", name, value, problem);
        return plugin->theme->refuse_setting(source, i, message, err);
    }
    return LMV_OK;
}

lmv_status slow_read_theme(const slow_plugin *plugin, const lmv_theme *source,
    slow_theme *target, lmv_error *err)
{
    lmv_status status;

    *target = (slow_theme){.high = 3, .critical = 10, .within = 1, .apart = 12};
    memcpy(target->patience, default_patience, sizeof target->patience);
    target->threshold = plugin->theme->threshold(source);
    status = read_signals(plugin, source, target, err);
    return status == LMV_OK ? read_settings(plugin, source, target, err)
                            : status;
}
