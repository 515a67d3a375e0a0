#include "workbench/theme_out.h"

#include "rules/model.h"

#include <string.h>

void lmv__theme_out_of(
    const lmv_ruleset *rules, size_t theme, lmv__theme_out *out)
{
    static const char *const kinds[] = {"theme", "facet", "helper", "group"};
    static const char *const polarities[] = {
        "neutral", "negative", "positive", "mixed"};
    const lmv__theme *of = &rules->themes[theme];
    size_t parent = lmv_theme_parent(rules, theme);

    memset(out, 0, sizeof *out);
    out->id = lmv_theme_id(rules, theme);
    out->label = lmv_theme_label(rules, theme, "en");
    out->label_de = lmv_theme_label(rules, theme, "de");
    out->kind = kinds[of->kind];
    if (of->kind != LMV_KIND_GROUP)
        out->polarity = polarities[of->polarity];
    out->parent = parent == (size_t)-1 ? NULL : lmv_theme_id(rules, parent);
    out->classifier = of->classifier.ptr;
    out->status = of->status.ptr;
    out->definition = of->definition.ptr;
}
