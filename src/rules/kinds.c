#include "rules/kinds.h"

#include "base/utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdlib.h>
#include <string.h>

/* The groups are disjoint: the one that took part is the kind. */
static pcre2_code *compile(void)
{
    static const char regex[] = "(\\p{L})|(\\p{M})|(\\p{N})|(\\s)";
    int error;
    size_t at;

    return pcre2_compile((PCRE2_SPTR)regex, sizeof regex - 1,
        PCRE2_UTF | PCRE2_UCP | PCRE2_ANCHORED, &error, &at, NULL);
}

static bool fill_page(uint8_t *page, uint32_t first)
{
    pcre2_code *code = compile();
    pcre2_match_data *data = pcre2_match_data_create(5, NULL);
    bool good = code && data;

    for (uint32_t i = 0; good && i < 256; i++) {
        char text[4];
        size_t len = lmv__utf8_put(first + i, text);
        int rc = pcre2_match(
            code, (PCRE2_SPTR)text, len, 0, PCRE2_NO_UTF_CHECK, data, NULL);

        good = rc > 0 || rc == PCRE2_ERROR_NOMATCH;
        page[i] = (uint8_t)(rc > 1 ? 1u << (rc - 2) : 0u);
    }
    pcre2_match_data_free(data);
    pcre2_code_free(code);
    return good;
}

bool lmv__kinds_init(lmv__kinds *kinds)
{
    memset(kinds, 0, sizeof *kinds);
    return fill_page(kinds->ascii, 0);
}

void lmv__kinds_clear(lmv__kinds *kinds)
{
    for (uint32_t i = 0; i < LMV__KIND_PAGES; i++)
        free(kinds->pages[i]);
    memset(kinds, 0, sizeof *kinds);
}

uint8_t lmv__kind_of(lmv__kinds *kinds, uint32_t c)
{
    uint32_t page = c >> 8;

    if (page == 0)
        return kinds->ascii[c];
    if (page >= LMV__KIND_PAGES)
        return 0;
    if (!kinds->pages[page]) {
        uint8_t *filled = calloc(256, 1);

        if (!filled || !fill_page(filled, page << 8)) {
            free(filled);
            kinds->failed = true;
            return 0;
        }
        kinds->pages[page] = filled;
    }
    return kinds->pages[page][c & 0xFF];
}
