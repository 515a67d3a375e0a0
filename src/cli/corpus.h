/*
 * The options of every command that reads a file of comments as a whole, and
 * how they load it.
 */
#ifndef LMV_CLI_CORPUS_H
#define LMV_CLI_CORPUS_H

#include "cli/cli.h"
#include "cli/rules.h"
#include "workbench/corpus.h"
#include "workbench/outcome.h"

typedef struct lmv__cli_corpus {
    lmv__vec text; /* of const char * */
    const char *id, *lang_column, *language, *encoding, *sheet;
    const char *respondent, *by; /* a command's own options may set them */
    char separator;
    unsigned threads;
    lmv__corpus corpus;
} lmv__cli_corpus;

extern const lmv__cli_option lmv__cli_corpus_options[];

void lmv__cli_corpus_init(lmv__cli_corpus *corpus);
void lmv__cli_corpus_clear(lmv__cli_corpus *corpus);
/* Take an option of the table: 1; 0 when it is none; -1 when it is wrong and
 * that was said. */
int lmv__cli_corpus_take(lmv__cli_corpus *corpus,
    const lmv__cli_command *command, int key, const char *value);
/* LMV__EXIT_OK, or the exit code after it was said why. */
int lmv__cli_corpus_open(lmv__cli_corpus *corpus, const char *path);
/* The language of --language as the rules call it; NULL when there is no such
 * option. */
int lmv__cli_corpus_language(const lmv__cli_corpus *corpus,
    const lmv__setup *setup, const char **language);
/* Run the rules over it; `rules` is open. */
int lmv__cli_corpus_scan(const lmv__cli_corpus *corpus, const lmv__setup *setup,
    bool no_finds, lmv__outcomes *outcomes);

#endif
