#include "text/fold.h"

#include "base/utf8.h"
#include "text/segment.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/utf8.h>

struct lmv__folder {
    lmv__buf nfc, folded;
    uint32_t *nfc_map, *folded_map;
    size_t nfc_cap, folded_cap;
};

/* One pass over a text.  The map is begun with the first byte that does not
 * stand where it stood in the original: ASCII never needs one. */
typedef struct pass {
    const char *text;
    size_t len, pos;
    bool fold;
    lmv__segment segment;
    lmv__buf *out;
    uint32_t **map; /* NULL: nobody wants one */
    size_t *map_cap;
    bool mapped;
} pass;

lmv__folder *lmv__folder_new(void)
{
    lmv__folder *folder = calloc(1, sizeof *folder);

    if (!folder)
        return NULL;
    lmv__buf_init(&folder->nfc);
    lmv__buf_init(&folder->folded);
    return folder;
}

void lmv__folder_free(lmv__folder *folder)
{
    if (!folder)
        return;
    lmv__buf_clear(&folder->nfc);
    lmv__buf_clear(&folder->folded);
    free(folder->nfc_map);
    free(folder->folded_map);
    free(folder);
}

/* ---- ASCII ---- */

#define BLOCK 16

static bool block_is_ascii(const char *text)
{
    uint64_t words[2];

    memcpy(words, text, BLOCK);
    return !((words[0] | words[1]) & UINT64_C(0x8080808080808080));
}

static size_t ascii_run(const char *text, size_t len)
{
    size_t n = 0;

    while (n + BLOCK <= len && block_is_ascii(text + n))
        n += BLOCK;
    while (n < len && U8_IS_SINGLE(text[n]))
        n++;
    return n;
}

/* ---- output ---- */

static bool grow(pass *p, size_t need)
{
    uint32_t *map;

    if (!lmv__buf_reserve(p->out, need))
        return false;
    if (!p->mapped || p->out->cap <= *p->map_cap)
        return true;
    if (p->out->cap > SIZE_MAX / sizeof *map)
        return !(p->out->failed = true);
    map = realloc(*p->map, p->out->cap * sizeof *map);
    if (!map)
        return !(p->out->failed = true);
    *p->map = map;
    *p->map_cap = p->out->cap;
    return true;
}

/* Room for `more` bytes and for the rest of the text, should nothing of it
 * grow; for as many places of the map, too. */
static bool make_room(pass *p, size_t more)
{
    size_t need = p->len - p->pos + more + 16;

    if (p->out->cap - p->out->len > need &&
        (!p->mapped || p->out->cap <= *p->map_cap))
        return true;
    return grow(p, need);
}

static void fill_identity(uint32_t *map, size_t n, uint32_t origin)
{
    size_t i = 0;

    for (; i + BLOCK <= n; i += BLOCK, origin += BLOCK)
        for (uint32_t k = 0; k < BLOCK; k++)
            map[i + k] = origin + k;
    for (; i < n; i++)
        map[i] = origin++;
}

/* From here on copy and original differ; so far they did not. */
static bool begin_map(pass *p)
{
    const char *done = p->out->data;
    size_t n = p->out->len;
    uint32_t *map;

    p->mapped = true;
    if (!make_room(p, 0))
        return false;
    map = *p->map;
    fill_identity(map, n, 0);
    for (size_t i = ascii_run(done, n); i < n;
         i += 1 + ascii_run(done + i + 1, n - i - 1))
        if (U8_IS_TRAIL(done[i]))
            map[i] = map[i - 1];
    return true;
}

/* Append `code`, made by the character at `origin` that ends at p->pos;
 * `alone` says that this character made nothing else. */
static bool emit(pass *p, UChar32 code, size_t origin, bool alone)
{
    char bytes[4];
    size_t at = p->out->len, len = lmv__utf8_put((uint32_t)code, bytes);

    if (p->map && !p->mapped &&
        !(alone && at == origin && at + len == p->pos) && !begin_map(p))
        return false;
    if (!make_room(p, len))
        return false;
    memcpy(p->out->data + at, bytes, len);
    p->out->len += len;
    if (p->mapped)
        for (size_t i = 0; i < len; i++)
            (*p->map)[at + i] = (uint32_t)origin;
    return true;
}

static char fold_ascii(char c)
{
    char lower = (char)(c | (c >= 'A' && c <= 'Z' ? 0x20 : 0));

    return c == '`' ? '\'' : lower;
}

/* By way of a local array, so that the compiler may use vectors. */
static void fold_block(char *to, const char *from)
{
    char block[BLOCK];

    memcpy(block, from, BLOCK);
    for (size_t i = 0; i < BLOCK; i++)
        block[i] = fold_ascii(block[i]);
    memcpy(to, block, BLOCK);
}

/* Append n characters of ASCII.  There is room. */
static void copy_ascii(pass *p, size_t n)
{
    const char *from = p->text + p->pos;
    char *to = p->out->data + p->out->len;
    size_t i = 0;

    if (!p->fold) {
        memcpy(to, from, n);
    } else {
        for (; i + BLOCK <= n; i += BLOCK)
            fold_block(to + i, from + i);
        for (; i < n; i++)
            to[i] = fold_ascii(from[i]);
    }
    if (p->mapped)
        fill_identity(*p->map + p->out->len, n, (uint32_t)p->pos);
    p->out->len += n;
    p->pos += n;
}

/* ---- the rest, segment by segment ---- */

static UChar32 next_point(pass *p)
{
    size_t used;
    uint32_t code = lmv__utf8_next(p->text + p->pos, p->len - p->pos, &used);

    p->pos += used;
    return code == LMV__UTF8_BAD ? 0xFFFD : (UChar32)code;
}

/* The segment before `pos` ends there. */
static bool ends_here(const pass *p, size_t pos)
{
    unsigned char lead;
    uint32_t code;
    size_t used;

    if (pos >= p->len)
        return true;
    lead = (unsigned char)p->text[pos];
    if (lead < 0xCC && lead != 0xC2) /* below U+0300 nothing merges */
        return true;
    code = lmv__utf8_next(p->text + pos, p->len - pos, &used);
    if (code == LMV__UTF8_BAD || lmv__is_plain((UChar32)code))
        return true;
    return !(p->fold && lmv__is_dropped((UChar32)code)) &&
           lmv__starts_segment(p->segment.nfc, (UChar32)code);
}

static bool fold_segment(pass *p)
{
    lmv__segment *segment = &p->segment;
    size_t origin = p->pos, chars = 0;

    segment->len = 0;
    do {
        size_t at = p->pos;
        UChar32 code = next_point(p);

        if (p->fold && lmv__is_dropped(code))
            continue;
        if (chars++ == 0)
            origin = at;
        lmv__segment_push(segment, code);
    } while (!ends_here(p, p->pos));
    lmv__segment_compose(segment);
    if (p->fold)
        lmv__segment_fold(segment);
    if (segment->failed)
        return !(p->out->failed = true);
    for (size_t i = 0; i < segment->len; i++)
        if (!emit(p, segment->points[i].code, origin,
                chars == 1 && segment->len == 1))
            return false;
    if (p->map && !p->mapped && p->out->len != p->pos)
        return begin_map(p); /* all of it was left out */
    return true;
}

/* Copies a usual character that stands alone; false when it does not, or
 * memory ran out. */
static bool fold_plain(pass *p)
{
    size_t origin = p->pos, used;
    uint32_t code = lmv__utf8_next(p->text + origin, p->len - origin, &used);
    UChar32 to[2] = {(UChar32)code, 0};
    int n = 1;

    if (code == LMV__UTF8_BAD || !lmv__is_plain((UChar32)code) ||
        !ends_here(p, origin + used))
        return false;
    if (p->fold)
        n = lmv__fold_point((UChar32)code, to);
    p->pos += used;
    for (int i = 0; i < n; i++)
        if (!emit(p, to[i], origin, n == 1))
            return false;
    return true;
}

static bool run_pass(pass *p)
{
    size_t n;

    if (!make_room(p, 0))
        return false;
    while (p->pos < p->len) {
        n = ascii_run(p->text + p->pos, p->len - p->pos);
        if (n && !ends_here(p, p->pos + n))
            n--; /* the last letter has a mark */
        if (n) {
            copy_ascii(p, n);
            continue;
        }
        if (!fold_plain(p) && (p->out->failed || !fold_segment(p)))
            return false;
    }
    p->out->data[p->out->len] = '\0';
    return true;
}

static lmv_status fold_with(pass *p, lmv_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    bool done;

    if (U_FAILURE(status))
        return lmv__error_set(err, LMV_ENOTFOUND,
            "ICU has no data for normalization: %s", u_errorName(status));
    lmv__segment_init(&p->segment, nfc);
    done = run_pass(p);
    lmv__segment_clear(&p->segment);
    return done ? LMV_OK : lmv__error_nomem(err);
}

/* ---- the interface ---- */

static lmv_status make_copy(pass *p, lmv__copy *out, lmv_error *err)
{
    lmv_status status;

    if (p->len > LMV__MAX_COMMENT)
        return lmv__error_set(err, LMV_ELIMIT,
            "a comment of %zu bytes is longer than %u", p->len,
            LMV__MAX_COMMENT);
    lmv__buf_reset(p->out);
    status = fold_with(p, err);
    if (status != LMV_OK)
        return status;
    if (p->mapped)
        (*p->map)[p->out->len] = (uint32_t)p->len;
    out->text = p->out->data;
    out->len = (uint32_t)p->out->len;
    out->map = p->mapped ? *p->map : NULL;
    return LMV_OK;
}

/* True when every character is below U+0300 or surely in NFC; the others
 * need a look. */
static bool surely_nfc(const char *text, size_t len)
{
    size_t i = 0;

    for (; i + BLOCK <= len; i += BLOCK) {
        unsigned char high = 0;

        for (size_t k = 0; k < BLOCK; k++) {
            unsigned char c = (unsigned char)text[i + k];
            high = c > high ? c : high;
        }
        if (high >= 0xCC)
            return false;
    }
    for (; i < len; i++)
        if ((unsigned char)text[i] >= 0xCC)
            return false;
    return true;
}

lmv_status lmv__fold_nfc(lmv__folder *folder, const char *text, size_t len,
    lmv__copy *out, lmv_error *err)
{
    pass p = {.text = text,
        .len = len,
        .out = &folder->nfc,
        .map = &folder->nfc_map,
        .map_cap = &folder->nfc_cap};
    lmv_status status;

    if (len <= LMV__MAX_COMMENT && surely_nfc(text, len)) {
        *out = (lmv__copy){text ? text : "", (uint32_t)len, NULL};
        return LMV_OK;
    }
    status = make_copy(&p, out, err);
    if (status == LMV_OK && out->len == len && !memcmp(out->text, text, len))
        *out = (lmv__copy){text, (uint32_t)len, NULL};
    return status;
}

lmv_status lmv__fold_text(lmv__folder *folder, const char *text, size_t len,
    lmv__copy *out, lmv_error *err)
{
    pass p = {.text = text,
        .len = len,
        .fold = true,
        .out = &folder->folded,
        .map = &folder->folded_map,
        .map_cap = &folder->folded_cap};

    return make_copy(&p, out, err);
}

lmv_status lmv__fold_string(
    const char *text, size_t len, lmv__buf *out, lmv_error *err)
{
    pass p = {.text = text, .len = len, .fold = true, .out = out};

    return fold_with(&p, err);
}

uint32_t lmv__copy_from_original(const lmv__copy *copy, uint32_t offset)
{
    uint32_t low = 0, high = copy->len;

    if (!copy->map)
        return offset < copy->len ? offset : copy->len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (copy->map[middle] < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
