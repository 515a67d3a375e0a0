#include <config.h>

#include "cli/cli.h"
#include "workbench/versions.h"

#include <stdio.h>

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
    printf("optional parts none\n");
}
