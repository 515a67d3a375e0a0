/*
 * REFI-QDA codebook: codes within codes, in the namespace
 * urn:QDA-XML:codebook:1.0.
 *
 *     CodeBook ── Codes ── Code (guid, name, isCodable, color)
 *                           ├─ Description
 *                           └─ Code ...
 */
#include "workbench/codebook.h"

#include "base/sha256.h"
#include "rules/model.h"

#include <leitmotiv/leitmotiv.h>

#include <string.h>

enum { MAX_DEPTH = 16 };

/* Characters that XML 1.0 does not have are left out. */
static void add_xml(lmv__buf *out, lmv__slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c == '&')
            lmv__buf_adds(out, "&amp;");
        else if (c == '<')
            lmv__buf_adds(out, "&lt;");
        else if (c == '>')
            lmv__buf_adds(out, "&gt;");
        else if (c == '"')
            lmv__buf_adds(out, "&quot;");
        else if (c >= ' ' || c == '\n' || c == '\t')
            lmv__buf_addc(out, (char)c);
    }
}

/* Of version 8: made of a checksum, the same on every machine. */
static void add_guid(
    lmv__buf *out, const lmv_ruleset *rules, const lmv__theme *theme)
{
    static const char head[] = "leitmotiv theme ";
    lmv__slice pack = rules->packs[theme->pack].id;
    unsigned char digest[32];
    lmv__sha256 sha;

    lmv__sha256_init(&sha);
    lmv__sha256_add(&sha, head, sizeof head - 1);
    lmv__sha256_add(&sha, pack.ptr, pack.len);
    lmv__sha256_add(&sha, "/", 1);
    lmv__sha256_add(&sha, theme->id.ptr, theme->id.len);
    lmv__sha256_end(&sha, digest);
    digest[6] = (unsigned char)((digest[6] & 0x0F) | 0x80);
    digest[8] = (unsigned char)((digest[8] & 0x3F) | 0x80);
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            lmv__buf_addc(out, '-');
        lmv__buf_addf(out, "%02X", digest[i]);
    }
}

static const char *color_of(const lmv__theme *theme)
{
    static const char *const colors[] = {
        "#7F8C8D", "#C0392B", "#27AE60", "#D68910"};

    return theme->has_polarity ? colors[theme->polarity] : "#2C3E50";
}

static void add_description(lmv__buf *out, const lmv__theme *theme)
{
    lmv__buf_adds(out, "<Description>");
    add_xml(out, theme->definition);
    for (uint32_t i = 0; i < theme->codebook.n; i++) {
        lmv__buf_adds(out, "\n");
        add_xml(out, theme->codebook.items[i].name);
        lmv__buf_adds(out, ": ");
        add_xml(out, theme->codebook.items[i].value);
    }
    for (uint32_t i = 0; i < theme->n_examples; i++) {
        if (!theme->examples[i].match)
            continue;
        lmv__buf_adds(out, "\n- ");
        add_xml(out, theme->examples[i].text);
    }
    lmv__buf_adds(out, "</Description>\n");
}

static bool is_code(const lmv__theme *theme)
{
    return !theme->disabled && theme->kind != LMV_KIND_HELPER;
}

static void add_codes(lmv__buf *out, const lmv_ruleset *rules,
    const char *language, uint32_t parent, int depth)
{
    for (uint32_t i = 0; depth < MAX_DEPTH && i < rules->n_themes; i++) {
        const lmv__theme *theme = &rules->themes[i];
        const char *label = lmv_theme_label(rules, i, language);

        if (theme->parent != parent || !is_code(theme))
            continue;
        lmv__buf_addf(out, "%*s<Code guid=\"", 2 * depth + 4, "");
        add_guid(out, rules, theme);
        lmv__buf_adds(out, "\" name=\"");
        add_xml(out, lmv__slice_of(label));
        lmv__buf_addf(out, "\" isCodable=\"true\" color=\"%s\">\n%*s",
            color_of(theme), 2 * depth + 6, "");
        add_description(out, theme);
        add_codes(out, rules, language, i, depth + 1);
        lmv__buf_addf(out, "%*s</Code>\n", 2 * depth + 4, "");
    }
}

lmv_status lmv__codebook_qdc(const lmv_ruleset *rules, const char *language,
    lmv__buf *out, lmv_error *err)
{
    lmv__buf_addf(out,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\""
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
        " xsi:schemaLocation=\"urn:QDA-XML:codebook:1.0 Codebook.xsd\""
        " origin=\"leitmotiv %s\">\n  <Codes>\n",
        lmv_version());
    add_codes(out, rules, language, LMV__NONE, 0);
    lmv__buf_adds(out, "  </Codes>\n</CodeBook>\n");
    return out->failed ? lmv__error_nomem(err) : LMV_OK;
}
