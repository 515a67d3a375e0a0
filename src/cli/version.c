#include <config.h>

#include "cli/cli.h"
#include "records/format.h"
#include "workbench/versions.h"

#include <stdio.h>

static void print_parts(void)
{
    const char *head = "optional parts ";
    lmv__library part;

    for (size_t i = 0; lmv__format_library(i, &part); i++) {
        printf("%s%s: %s%s\n", head, part.what,
            part.in ? "" : "not in this build: ", part.with);
        head = "               ";
    }
    if (*head != ' ')
        printf("%snone\n", head);
}

void lmv__cli_version(void)
{
    lmv__versions versions;

    lmv__versions_get(&versions);
    printf("leitmotiv %s\n", versions.leitmotiv);
    printf("rule language  %u\n", versions.rule_schema);
    printf("output schema  %u\n", versions.output_schema);
    printf("plugin ABI     %u", versions.plugin_abi);
    if (versions.plugin_abi_min != versions.plugin_abi)
        printf(" (from %u on)", versions.plugin_abi_min);
    printf(
        "\nICU            %s (Unicode %s)\n", versions.icu, versions.unicode);
    printf("PCRE2          %s, %s JIT\n", versions.pcre2,
        versions.pcre2_jit ? "with" : "without");
    printf("libyaml        %s\n", versions.yaml);
    print_parts();
}
