#ifndef LMV_CLI_THEMES_MD_H
#define LMV_CLI_THEMES_MD_H

#include "rules/model.h"

/* The themes of the loaded packs on a page in Markdown, on stdout: group by
 * group, with definition, borders and an example a language. */
void lmv__themes_markdown(const lmv_ruleset *rules);

#endif
