/*
 * Tries a plugin: `try FOLDER PACK THEME TEXT` classifies one text and writes
 * its labels, or says why not.
 */
#include <leitmotiv/leitmotiv.h>

#include <stdio.h>
#include <string.h>

static void say(void *payload, const lmv_diagnostic *diagnostic)
{
    (void)payload;
    printf("# %s: %s\n", diagnostic->file ? diagnostic->file : "",
        diagnostic->message);
}

static lmv_ruleset *load(const char *pack, lmv_error *err)
{
    static const char *const search[] = {TESTS_SRCDIR "/data/rules/match"};
    lmv_ruleset_options options = {.size = (uint32_t)sizeof options,
        .search_path = search,
        .n_search_path = 1,
        .diag = say};
    lmv_ruleset *rules = NULL;

    lmv_ruleset_load(&rules, &pack, 1, &options, err);
    return rules;
}

static void write_result(const lmv_ruleset *rules, const lmv_result *result)
{
    if (lmv_result_error(result))
        printf("error: %s\n", lmv_result_error(result));
    for (size_t i = 0; i < lmv_result_label_count(result); i++) {
        printf("%s %lld %zu",
            lmv_theme_id(rules, lmv_result_label_theme(result, i)),
            (long long)lmv_result_label_score(result, i),
            lmv_result_evidence_count(result, i));
        for (size_t k = 0; k < lmv_result_attribute_count(result, i); k++)
            printf(" %s=%s", lmv_result_attribute_name(result, i, k),
                lmv_result_attribute_value(result, i, k));
        printf("\n");
    }
}

int main(int argc, char **argv)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv_ruleset *rules = NULL;
    lmv_engine *engine = NULL;
    lmv_scanner *scanner = NULL;
    const lmv_result *result = NULL;

    if (argc != 5)
        return 2;
    rules = load(argv[2], &err);
    if (rules) {
        const char *folder = argv[1], *theme = argv[3];
        lmv_engine_options options = {.size = (uint32_t)sizeof options,
            .plugin_path = &folder,
            .n_plugin_path = 1,
            .trusted = &folder,
            .n_trusted = 1,
            .themes = &theme,
            .n_themes = 1,
            .diag = say};

        lmv_engine_new(&engine, rules, &options, &err);
    }
    if (engine)
        lmv_scanner_new(&scanner, engine, &err);
    if (scanner)
        lmv_scanner_scan(
            scanner, argv[4], strlen(argv[4]), NULL, &result, &err);
    if (result)
        write_result(rules, result);
    else
        printf("%s:%u: %s\n", err.file, (unsigned)err.line, err.message);
    lmv_scanner_free(scanner);
    lmv_engine_free(engine);
    lmv_ruleset_free(rules);
    return result ? 0 : 1;
}
