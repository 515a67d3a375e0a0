/* The stand-in's own side: plugins, themes, comments with marked evidence. */
#include "fake_host_p.h"

#include <check.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- plugins */

fake_host *fake_host_open(const char *file)
{
    fake_host *host = calloc(1, sizeof *host);
    lmv_error err = LMV_ERROR_INIT;

    ck_assert_ptr_nonnull(host);
    host->face = (lmv_host){.size = (uint32_t)sizeof(lmv_host),
        .abi = LMV_PLUGIN_ABI,
        .service = fake_host_service};
    host->library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    ck_assert_msg(host->library != NULL, "%s", dlerror());
    host->plugin = dlsym(host->library, "lmv_plugin");
    ck_assert_ptr_nonnull(host->plugin);
    ck_assert_uint_eq(host->plugin->abi, LMV_PLUGIN_ABI);
    ck_assert_int_eq(
        host->plugin->open(&host->face, &host->self, &err), LMV_OK);
    host->classifier = host->plugin->capability(host->self, LMV_CAP_CLASSIFIER);
    ck_assert_ptr_nonnull(host->classifier);
    ck_assert_ptr_null(host->plugin->capability(host->self, "no-such/1"));
    if (host->classifier->new_scratch)
        ck_assert_int_eq(
            host->classifier->new_scratch(host->self, &host->scratch, &err),
            LMV_OK);
    return host;
}

void fake_host_close(fake_host *host)
{
    if (host->classifier->free_scratch)
        host->classifier->free_scratch(host->self, host->scratch);
    host->plugin->close(host->self);
    dlclose(host->library);
    free(host);
}

/* ----------------------------------------------------------------- themes */

/* Copy the item of a list up to a character of `stop`; what comes after. */
static const char *item(const char *list, const char *stop, char out[32])
{
    size_t length = strcspn(list, stop);

    ck_assert_uint_lt(length, 32);
    memcpy(out, list, length);
    out[length] = '\0';
    return list + length + (list[length] != '\0');
}

static uint32_t signal_number(lmv_theme *theme, const char *id)
{
    uint32_t i = 0;

    while (i < theme->n_signals && strcmp(theme->signals[i], id) != 0)
        i++;
    if (i == theme->n_signals) {
        ck_assert_uint_lt(i, MAX_NAMES);
        strcpy(theme->signals[theme->n_signals++], id);
    }
    return i;
}

lmv_status fake_host_add_theme(fake_host *host, const char *polarity,
    const char *signals, const char *settings, lmv_error *err)
{
    lmv_theme *theme = &host->themes[host->n_themes];

    ck_assert_uint_lt(host->n_themes, MAX_THEMES);
    theme->number = host->n_themes;
    theme->polarity = polarity;
    while (signals && *signals) {
        char id[32];

        signals = item(signals, ",", id);
        signal_number(theme, id);
    }
    while (*settings) {
        ck_assert_uint_lt(theme->n_settings, MAX_NAMES);
        settings = item(settings, "=", theme->names[theme->n_settings]);
        settings = item(settings, ",", theme->values[theme->n_settings++]);
    }
    host->pending[host->n_themes++] = signals == NULL;
    return signals ? host->classifier->add_theme(host->self, theme, err)
                   : LMV_OK;
}

/* --------------------------------------------------------------- comments */

static void add_text(lmv_document *document, char c)
{
    ck_assert_uint_lt(document->length + 1, sizeof document->text);
    document->text[document->length++] = c;
    if (strchr(".!?", c))
        document->sentences[document->n_sentences++] = document->length;
    if (strchr(".!?,", c))
        document->clauses[document->n_clauses++] = document->length;
    ck_assert_uint_lt(document->n_sentences, MAX_SENTENCES - 1);
    ck_assert_uint_lt(document->n_clauses, MAX_SENTENCES - 1);
}

/* The head of a mark, "!1.id=500:"; what comes after. */
static const char *read_head(fake_host *host, const char *mark, candidate *out)
{
    char weight[32];
    size_t length;

    for (; strchr("!~?", *mark); mark++) {
        out->negated = out->negated || *mark != '?';
        out->kept = out->kept || *mark == '~';
        out->hypothetical = out->hypothetical || *mark == '?';
    }
    if (mark[1] == '.') {
        out->theme = (uint32_t)(*mark - '0');
        mark += 2;
    }
    ck_assert_uint_lt(out->theme, host->n_themes);
    length = strcspn(mark, "=:");
    item(mark, "=:", out->id);
    out->weight = 1000;
    if (mark[length] == '=') {
        item(mark + length + 1, ":", weight);
        out->weight = atoi(weight);
    }
    out->signal = signal_number(&host->themes[out->theme], out->id);
    return mark + strcspn(mark, ":") + 1;
}

static const char *read_mark(fake_host *host, const char *mark)
{
    candidate *out = &host->evidence.items[host->evidence.count++];

    ck_assert_uint_lt(host->evidence.count, MAX_CANDIDATES);
    mark = read_head(host, mark, out);
    out->start = host->document.length;
    for (; *mark != '}'; mark++) {
        ck_assert_int_ne(*mark, '\0');
        if (*mark == '<') {
            mark = item(mark + 1, "=", out->group);
            out->group_start = host->document.length;
        }
        if (*mark == '>')
            out->group_end = host->document.length;
        else
            add_text(&host->document, *mark);
    }
    out->end = host->document.length;
    return mark + 1;
}

static void read_comment(fake_host *host, const char *comment)
{
    lmv_document *document = &host->document;

    while (*comment) {
        if (*comment == '{')
            comment = read_mark(host, comment + 1);
        else
            add_text(document, *comment++);
    }
    if (!document->length ||
        !strchr(".!?", document->text[document->length - 1]))
        document->sentences[document->n_sentences++] = document->length;
    document->clauses[document->n_clauses++] = document->length;
}

static int by_theme_and_signal(const void *left, const void *right)
{
    const candidate *a = left, *b = right;

    if (a->theme != b->theme)
        return a->theme < b->theme ? -1 : 1;
    if (a->signal != b->signal)
        return a->signal < b->signal ? -1 : 1;
    return a->start < b->start ? -1 : 1;
}

static void say(lmv_labels *labels, const char *text)
{
    fake_append(labels->said, sizeof labels->said, text, strlen(text));
}

static const char *report(lmv_labels *labels)
{
    for (uint32_t i = 0; i < labels->count; i++) {
        char score[48];

        snprintf(score, sizeof score, "%s%s%lld", i ? "\n" : "",
            labels->themes[i] ? "second: " : "", (long long)labels->scores[i]);
        say(labels, score);
        say(labels, labels->attributes[i]);
        say(labels, " [");
        say(labels, labels->evidence[i]);
        say(labels, "]");
    }
    return labels->said;
}

const char *fake_host_classify(fake_host *host, const char *comment)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv_status status;

    memset(&host->document, 0, sizeof host->document);
    memset(&host->evidence, 0, sizeof host->evidence);
    memset(&host->labels, 0, sizeof host->labels);
    host->log[0] = '\0';
    read_comment(host, comment);
    qsort(host->evidence.items, host->evidence.count,
        sizeof *host->evidence.items, by_theme_and_signal);
    for (uint32_t i = 0; i < host->n_themes; i++) {
        if (!host->pending[i])
            continue;
        host->pending[i] = false;
        status =
            host->classifier->add_theme(host->self, &host->themes[i], &err);
        ck_assert_msg(status == LMV_OK, "%s", err.message);
    }
    host->labels.document = &host->document;
    host->labels.proofs = &host->evidence;
    status = host->classifier->classify(host->self, host->scratch,
        &host->document, &host->evidence, &host->labels, &err);
    ck_assert_msg(status == LMV_OK, "%s", err.message);
    return report(&host->labels);
}

const char *fake_host_log(const fake_host *host)
{
    return host->log;
}
