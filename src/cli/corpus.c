#include <config.h>

#include "cli/corpus.h"

#include "rules/model.h"

#include <stdlib.h>
#include <string.h>

const lmv__cli_option lmv__cli_corpus_options[] = {
    {"text", LMV__KEY_TEXT, "COLUMN",
        "the comments' column, by name or number (repeatable);\n"
        "default: found"},
    {"id", LMV__KEY_ID, "COLUMN", "the column of ids; default: found"},
    {"lang-column", LMV__KEY_LANG_COLUMN, "COLUMN",
        "the column of languages; default: found"},
    {"language", LMV__KEY_LANGUAGE, "CODE",
        "all comments are in this language"},
    {"encoding", LMV__KEY_ENCODING, "NAME",
        "the comments' encoding; default: found"},
    {"separator", LMV__KEY_SEPARATOR, "CHAR",
        "the comments' separator, or tab; default: found"},
    {"sheet", LMV__KEY_SHEET, "SHEET",
        "of a workbook, by name or number; default: found"},
    {"threads", LMV__KEY_THREADS, "N",
        "how many; default: the processor's cores"},
    {NULL, 0, NULL, NULL},
};

void lmv__cli_corpus_init(lmv__cli_corpus *corpus)
{
    memset(corpus, 0, sizeof *corpus);
    lmv__vec_init(&corpus->text, sizeof(char *));
}

void lmv__cli_corpus_clear(lmv__cli_corpus *corpus)
{
    lmv__vec_clear(&corpus->text);
    lmv__corpus_clear(&corpus->corpus);
}

static int take_threads(
    lmv__cli_corpus *corpus, const lmv__cli_command *command, const char *value)
{
    char *end;
    unsigned long n = strtoul(value, &end, 10);

    if (*value < '0' || *value > '9' || *end || n < 1 || n > 256) {
        lmv__cli_usage(command, "--threads %s: a number from 1 to 256", value);
        return -1;
    }
    corpus->threads = (unsigned)n;
    return 1;
}

int lmv__cli_corpus_take(lmv__cli_corpus *corpus,
    const lmv__cli_command *command, int key, const char *value)
{
    switch (key) {
    case LMV__KEY_TEXT:
        return lmv__cli_push(&corpus->text, value) ? 1 : -1;
    case LMV__KEY_ID:
        corpus->id = value;
        return 1;
    case LMV__KEY_LANG_COLUMN:
        corpus->lang_column = value;
        return 1;
    case LMV__KEY_LANGUAGE:
        corpus->language = value;
        return 1;
    case LMV__KEY_ENCODING:
        corpus->encoding = value;
        return 1;
    case LMV__KEY_SEPARATOR:
        corpus->separator = lmv__separator_named(value);
        if (corpus->separator)
            return 1;
        lmv__cli_usage(command, "--separator %s: one character, or tab", value);
        return -1;
    case LMV__KEY_SHEET:
        corpus->sheet = value;
        return 1;
    case LMV__KEY_THREADS:
        return take_threads(corpus, command, value);
    default:
        return 0;
    }
}

int lmv__cli_corpus_open(lmv__cli_corpus *corpus, const char *path)
{
    lmv__corpus_options options;
    lmv_error err = LMV_ERROR_INIT;

    memset(&options, 0, sizeof options);
    options.path = path;
    options.text = (const char *const *)corpus->text.data;
    options.n_text = corpus->text.len;
    options.id = corpus->id;
    options.language = corpus->lang_column;
    options.encoding = corpus->encoding;
    options.separator = corpus->separator;
    options.sheet = corpus->sheet;
    options.respondent = corpus->respondent;
    options.by = corpus->by;
    if (lmv__corpus_load(&corpus->corpus, &options, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    if (corpus->corpus.errors > 0)
        lmv__cli_say("%s: %llu record%s could not be read and %s left out",
            path, (unsigned long long)corpus->corpus.errors,
            corpus->corpus.errors == 1 ? "" : "s",
            corpus->corpus.errors == 1 ? "is" : "are");
    if (corpus->corpus.excluded > 0)
        lmv__cli_say("%s: %llu record%s of previews or tests %s left out", path,
            (unsigned long long)corpus->corpus.excluded,
            corpus->corpus.excluded == 1 ? "" : "s",
            corpus->corpus.excluded == 1 ? "is" : "are");
    return LMV__EXIT_OK;
}

int lmv__cli_corpus_language(const lmv__cli_corpus *corpus,
    const lmv__setup *setup, const char **language)
{
    const lmv__langdata *data = setup->ruleset->langdata;
    int found;

    *language = NULL;
    if (!corpus->language)
        return LMV__EXIT_OK;
    found = lmv__langdata_find(data, lmv__slice_of(corpus->language));
    if (found < 0) {
        lmv__cli_say("--language %s: no loaded pack knows this language",
            corpus->language);
        return LMV__EXIT_USAGE;
    }
    *language = lmv__langdata_code(data, found);
    return LMV__EXIT_OK;
}

int lmv__cli_corpus_scan(const lmv__cli_corpus *corpus, const lmv__setup *setup,
    bool no_finds, lmv__outcomes *outcomes)
{
    lmv__outcome_options options = {corpus->threads, NULL, no_finds};
    lmv_error err = LMV_ERROR_INIT;
    int code = lmv__cli_corpus_language(corpus, setup, &options.language);

    if (code != LMV__EXIT_OK)
        return code;
    if (lmv__outcomes_make(outcomes, setup, &corpus->corpus, &options, &err) !=
        LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    return LMV__EXIT_OK;
}
