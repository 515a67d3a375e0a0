#include "rules/raw.h"

#include "base/vec.h"
#include "text/fold.h"

#include <string.h>

/*
 * What must occur wherever a raw pattern matches.
 *
 * A recursive reading of the regex.  Of every sequence it keeps the literal
 * run (or group) whose shortest alternative is longest; of alternatives, the
 * union.  Look-arounds, classes, escapes, gaps and optional parts are
 * "anything"; at whatever it does not understand it gives up, and the pattern
 * is run on every sentence.
 */

#define MAX_ITEMS 256

typedef struct finding {
    lmv__vec items;  /* lmv__slice, folded */
    size_t shortest; /* bytes; 0: nothing is certain */
} finding;

typedef struct reader {
    lmv_ruleset *rules;
    lmv__slice regex;
    size_t at;
    uint32_t depth;
    bool failed; /* not understood, or out of memory */
} reader;

static void read_alternatives(reader *r, finding *out);

static void finding_init(finding *f)
{
    lmv__vec_init(&f->items, sizeof(lmv__slice));
    f->shortest = 0;
}

static void finding_clear(finding *f)
{
    lmv__vec_clear(&f->items);
    f->shortest = 0;
}

/* Keep the better of both in `best`. */
static void keep_better(finding *best, finding *other)
{
    if (other->shortest > best->shortest) {
        finding swap = *best;
        *best = *other;
        *other = swap;
    }
}

/* The literal run as a finding of one item, folded. */
static void take_run(reader *r, lmv__buf *run, finding *best)
{
    finding mine;
    lmv__buf folded;

    if (run->len == 0)
        return;
    finding_init(&mine);
    lmv__buf_init(&folded);
    if (lmv__fold_string(run->data, run->len, &folded, NULL) == LMV_OK &&
        folded.len) {
        lmv__slice *item = lmv__vec_push(&mine.items);
        if (item) {
            item->ptr =
                lmv__arena_copy(&r->rules->arena, folded.data, folded.len);
            item->len = folded.len;
            mine.shortest = item->ptr ? folded.len : 0;
        }
    }
    keep_better(best, &mine);
    finding_clear(&mine);
    lmv__buf_clear(&folded);
    lmv__buf_reset(run);
}

static char here(const reader *r)
{
    return r->at < r->regex.len ? r->regex.ptr[r->at] : '\0';
}

/* Skip a quantifier; *optional when it allows none. */
static bool skip_quantifier(reader *r, bool *optional)
{
    char c = here(r);

    *optional = false;
    if (c == '?' || c == '*') {
        *optional = true;
        r->at++;
    } else if (c == '+') {
        r->at++;
    } else if (c == '{' && r->at + 1 < r->regex.len &&
               r->regex.ptr[r->at + 1] >= '0' &&
               r->regex.ptr[r->at + 1] <= '9') {
        *optional = r->regex.ptr[r->at + 1] == '0';
        while (r->at < r->regex.len && here(r) != '}')
            r->at++;
        r->at++;
    } else {
        return false;
    }
    if (here(r) == '?' || here(r) == '+')
        r->at++;
    return true;
}

static void skip_class(reader *r)
{
    r->at++;
    if (here(r) == '^')
        r->at++;
    if (here(r) == ']')
        r->at++;
    while (r->at < r->regex.len && here(r) != ']') {
        if (here(r) == '[' && r->at + 1 < r->regex.len &&
            strchr(":.=", r->regex.ptr[r->at + 1]))
            r->failed = true; /* [[:alpha:]]: leave it */
        r->at += here(r) == '\\' ? 2 : 1;
    }
    r->at++;
}

/* (?i) or (?i: and so on; literals are folded, case makes no difference. */
static void skip_options(reader *r)
{
    while (r->at < r->regex.len && here(r) && strchr("ims-", here(r)))
        r->at++;
    if (here(r) == ':')
        r->at++;
    else if (here(r) != ')')
        r->failed = true;
}

/* Behind "(": skip what introduces a group.  *looks: a look-around, whose
 * content need not be part of the match. */
static void skip_opening(reader *r, bool *looks)
{
    char c, d;

    *looks = false;
    if (here(r) != '?')
        return;
    r->at++;
    c = here(r);
    d = r->at + 1 < r->regex.len ? r->regex.ptr[r->at + 1] : '\0';
    if (c == ':' || c == '>') {
        r->at++;
    } else if (c == '=' || c == '!') {
        *looks = true;
        r->at++;
    } else if (c == '<' && (d == '=' || d == '!')) {
        *looks = true;
        r->at += 2;
    } else if (c == '<' || c == '\'' || (c == 'P' && d == '<')) {
        char close = c == '\'' ? '\'' : '>';
        r->at += c == 'P' ? 2 : 1;
        while (r->at < r->regex.len && here(r) != close)
            r->at++;
        r->at++;
    } else if (c == 'i' || c == 's' || c == 'm' || c == '-') {
        skip_options(r);
    } else {
        r->failed = true; /* (?x), (?|, (?( ...: not understood */
    }
}

static void read_group(reader *r, finding *best)
{
    finding inner;
    bool looks, optional;

    finding_init(&inner);
    r->at++;
    skip_opening(r, &looks);
    if (++r->depth > 32)
        r->failed = true;
    if (!r->failed)
        read_alternatives(r, &inner);
    r->depth--;
    if (here(r) != ')')
        r->failed = true;
    r->at++;
    skip_quantifier(r, &optional);
    if (!looks && !optional && !r->failed)
        keep_better(best, &inner);
    finding_clear(&inner);
}

/* An escape; a literal one is appended to the run. */
static void read_escape(reader *r, lmv__buf *run, finding *best)
{
    char c = r->at + 1 < r->regex.len ? r->regex.ptr[r->at + 1] : '\0';
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  (c >= '0' && c <= '9');

    r->at += 2;
    if (!letter) {
        lmv__buf_addc(run, c);
        return;
    }
    take_run(r, run, best);
    if (strchr("pPxNoQkgcE", c) || (c >= '0' && c <= '9')) {
        if (!strchr("pP", c))
            r->failed = true;
        else if (here(r) == '{')
            while (r->at < r->regex.len && r->regex.ptr[r->at++] != '}')
                ;
        else
            r->at++;
    }
}

/* The last character of a run that a quantifier makes optional goes. */
static void drop_last(lmv__buf *run)
{
    while (run->len && ((unsigned char)run->data[run->len - 1] & 0xC0) == 0x80)
        run->len--;
    if (run->len)
        run->len--;
}

static void read_sequence(reader *r, finding *best)
{
    lmv__buf run;

    lmv__buf_init(&run);
    while (r->at < r->regex.len && here(r) != '|' && here(r) != ')' &&
           !r->failed) {
        char c = here(r);
        bool optional;

        if (c == '(') {
            take_run(r, &run, best);
            read_group(r, best);
            continue;
        }
        if (c == '\\')
            read_escape(r, &run, best);
        else if (c == '[')
            skip_class(r);
        else if (c == '.' || c == '^' || c == '$')
            r->at++;
        else
            lmv__buf_addc(&run, r->regex.ptr[r->at++]);
        if (strchr("[.^$", c))
            take_run(r, &run, best);
        /* a quantifier belongs to one whole character */
        while (r->at < r->regex.len &&
               ((unsigned char)here(r) & 0xC0) == 0x80 && c != '\\')
            lmv__buf_addc(&run, r->regex.ptr[r->at++]);
        if (skip_quantifier(r, &optional)) {
            if (optional)
                drop_last(&run);
            take_run(r, &run, best);
        }
    }
    take_run(r, &run, best);
    if (run.failed)
        r->failed = true;
    lmv__buf_clear(&run);
}

static void read_alternatives(reader *r, finding *out)
{
    bool first = true;

    for (;;) {
        finding mine;

        finding_init(&mine);
        read_sequence(r, &mine);
        if (first) {
            keep_better(out, &mine);
        } else if (out->shortest == 0 || mine.shortest == 0) {
            out->shortest = 0;
        } else {
            for (size_t i = 0; i < mine.items.len; i++) {
                lmv__slice *slot = lmv__vec_push(&out->items);
                if (slot)
                    *slot = *(lmv__slice *)lmv__vec_at(&mine.items, i);
                else
                    r->failed = true;
            }
            if (mine.shortest < out->shortest)
                out->shortest = mine.shortest;
        }
        finding_clear(&mine);
        if (out->items.len > MAX_ITEMS)
            out->shortest = 0;
        first = false;
        if (r->failed || here(r) != '|')
            return;
        r->at++;
    }
}

static lmv_status store(
    lmv_ruleset *rules, const finding *found, lmv__part *part)
{
    lmv__literal_group *group =
        lmv__arena_alloc(&rules->arena, 1, sizeof *group);

    if (!group)
        return LMV_ENOMEM;
    group->n = (uint32_t)found->items.len;
    group->items =
        lmv__arena_alloc(&rules->arena, group->n, sizeof(lmv__literal));
    if (!group->items)
        return LMV_ENOMEM;
    for (uint32_t i = 0; i < group->n; i++)
        group->items[i].text = *(lmv__slice *)lmv__vec_at(&found->items, i);
    part->groups = group;
    part->n_groups = 1;
    return LMV_OK;
}

lmv_status lmv__raw_literals(
    lmv_ruleset *rules, lmv__slice regex, lmv__part *part)
{
    reader r = {.rules = rules, .regex = regex};
    finding found;
    lmv_status status = LMV_OK;

    finding_init(&found);
    read_alternatives(&r, &found);
    if (!r.failed && r.at == regex.len && found.shortest > 0)
        status = store(rules, &found, part);
    finding_clear(&found);
    return status;
}
