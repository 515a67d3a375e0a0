/*
 * Classify the comments given on the command line, through the library.
 *
 *     cc embed.c $(pkg-config --cflags --libs leitmotiv) -o embed
 *     ./embed RULES PLUGINS "Auf meine Mail kam nie eine Antwort"
 *
 * RULES is the folder of the packs (pkg-config --variable=rulesdir leitmotiv),
 * PLUGINS that of the plugins (--variable=plugindir).
 */
#include <leitmotiv/leitmotiv.h>

#include <stdio.h>
#include <string.h>

static void print_labels(
    const lmv_ruleset *rules, const lmv_result *result, const char *comment)
{
    for (size_t i = 0; i < lmv_result_label_count(result); i++) {
        size_t theme = lmv_result_label_theme(result, i);

        printf("%s\n", lmv_theme_id(rules, theme));
        for (size_t k = 0; k < lmv_result_evidence_count(result, i); k++) {
            lmv_evidence_view view = {.size = sizeof view};

            if (lmv_result_evidence(result, i, k, &view) != LMV_OK)
                continue;
            printf("    %.*s\n", (int)(view.end - view.start),
                comment + view.start);
        }
    }
}

static lmv_status classify(
    const lmv_engine *engine, int n, char **comments, lmv_error *err)
{
    lmv_scanner *scanner;
    lmv_status status = lmv_scanner_new(&scanner, engine, err);

    if (status != LMV_OK)
        return status;
    for (int i = 0; i < n && status == LMV_OK; i++) {
        const lmv_result *result; /* borrowed until the next scan */

        status = lmv_scanner_scan(scanner, comments[i], strlen(comments[i]),
            NULL, &result, err);
        if (status == LMV_OK)
            print_labels(lmv_engine_ruleset(engine), result, comments[i]);
    }
    lmv_scanner_free(scanner);
    return status;
}

int main(int argc, char **argv)
{
    static const char *const packs[] = {"customer-centricity"};
    lmv_error err = LMV_ERROR_INIT;
    lmv_ruleset_options rule_options = {.size = sizeof rule_options};
    lmv_engine_options engine_options = {.size = sizeof engine_options};
    lmv_ruleset *rules = NULL;
    lmv_engine *engine = NULL;
    const char *search[2];
    lmv_status status;

    if (argc < 4) {
        fprintf(stderr, "usage: embed RULES PLUGINS COMMENT...\n");
        return 2;
    }
    search[0] = argv[1];
    search[1] = argv[2];
    rule_options.search_path = search;
    rule_options.n_search_path = 1;
    engine_options.plugin_path = search + 1;
    engine_options.n_plugin_path = 1;
    status = lmv_ruleset_load(&rules, packs, 1, &rule_options, &err);
    if (status == LMV_OK)
        status = lmv_engine_new(&engine, rules, &engine_options, &err);
    if (status == LMV_OK)
        status = classify(engine, argc - 3, argv + 3, &err);
    if (status != LMV_OK)
        fprintf(stderr, "embed: %s\n", err.message);
    lmv_engine_free(engine);
    lmv_ruleset_free(rules);
    return status == LMV_OK ? 0 : 1;
}
