#include <config.h>

#include "workbench/versions.h"

#define PCRE2_CODE_UNIT_WIDTH 8

#include <leitmotiv/leitmotiv.h>
#include <leitmotiv/plugin.h>

#include <pcre2.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>
#include <yaml.h>

void lmv__versions_get(lmv__versions *versions)
{
    UVersionInfo icu, unicode;
    uint32_t jit = 0;
    int major, minor, patch;

    memset(versions, 0, sizeof *versions);
    versions->leitmotiv = lmv_version();
    versions->rule_schema = LMV_RULE_SCHEMA;
    versions->output_schema = LMV_OUTPUT_SCHEMA;
    versions->plugin_abi = LMV_PLUGIN_ABI;
    versions->plugin_abi_min = LMV_PLUGIN_ABI_MIN;
    u_getVersion(icu);
    u_versionToString(icu, versions->icu);
    u_getUnicodeVersion(unicode);
    u_versionToString(unicode, versions->unicode);
    if (pcre2_config(PCRE2_CONFIG_VERSION, NULL) <= (int)sizeof versions->pcre2)
        pcre2_config(PCRE2_CONFIG_VERSION, versions->pcre2);
#ifndef LMV_NO_JIT
    pcre2_config(PCRE2_CONFIG_JIT, &jit);
#endif
    versions->pcre2_jit = jit != 0;
    yaml_get_version(&major, &minor, &patch);
    snprintf(
        versions->yaml, sizeof versions->yaml, "%d.%d.%d", major, minor, patch);
}
