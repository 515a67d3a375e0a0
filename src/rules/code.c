#include "config.h"

#include "rules/pattern.h"
#include "rules/program.h"
#include "rules/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Compiled code: made when a part is first used, under the ruleset's lock, and
 * published by one atomic store, so that a ruleset stays immutable for whoever
 * looks at it.
 */

#define MAX_NAMES 256

static uint32_t options_of(const lmv__part *part)
{
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_DUPNAMES |
                       PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_UTF_CHECK;

    if ((part->raw && !part->case_match) || part->caseless)
        options |= PCRE2_CASELESS;
    return options;
}

/* The name table: entries of a number (2 bytes) and a name. */
static lmv_status read_names(lmv_ruleset *rules, lmv__code *code)
{
    uint32_t n = 0, size = 0;
    PCRE2_SPTR table = NULL;

    pcre2_pattern_info(code->code, PCRE2_INFO_NAMECOUNT, &n);
    pcre2_pattern_info(code->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(code->code, PCRE2_INFO_NAMETABLE, &table);
    if (n > MAX_NAMES)
        return LMV_ELIMIT;
    code->names = lmv__arena_alloc(&rules->arena, n, sizeof *code->names);
    if (!code->names)
        return LMV_ENOMEM;
    for (uint32_t i = 0; i < n; i++) {
        PCRE2_SPTR entry = table + (size_t)i * size;

        code->names[i].number = (uint32_t)(entry[0] << 8 | entry[1]);
        code->names[i].name = (const char *)(entry + 2);
    }
    code->n_names = n;
    return LMV_OK;
}

/* Nothing but the regex changes: others may be looking at the part. */
static lmv_status emit_late(lmv_ruleset *rules, lmv__part *part)
{
    lmv__part emitted = {.within = -1};
    lmv_status status;

    if (part->regex.ptr)
        return LMV_OK;
    status = lmv__words_emit(rules, part->sequence, part->endings, &emitted);
    part->regex = emitted.regex;
    return status;
}

static lmv__code *compile(
    lmv_ruleset *rules, lmv__part *part, char *message, size_t *offset)
{
    int error = 0;
    PCRE2_SIZE at = 0;
    lmv__code *code = lmv__arena_alloc(&rules->arena, 1, sizeof *code);

    if (!code || emit_late(rules, part) != LMV_OK) {
        snprintf(message, 128, "out of memory");
        return NULL;
    }
    code->code = pcre2_compile((PCRE2_SPTR)part->regex.ptr, part->regex.len,
        options_of(part), &error, &at, rules->programs->context);
    if (!code->code) {
        pcre2_get_error_message(error, (PCRE2_UCHAR *)message, 128);
        if (offset)
            *offset = at;
        return NULL;
    }
    if (read_names(rules, code) != LMV_OK) {
        snprintf(message, 128, "too many named groups");
        pcre2_code_free(code->code);
        return NULL;
    }
#ifndef LMV_NO_JIT
    pcre2_jit_compile(code->code, PCRE2_JIT_COMPLETE); /* or without */
#endif
    return code;
}

const lmv__code *lmv__part_code(
    const lmv_ruleset *rules, lmv__part *part, char *message, size_t *offset)
{
    lmv__code *code = atomic_load_explicit(&part->code, memory_order_acquire);

    if (code)
        return code;
    pthread_mutex_lock(&rules->programs->lock);
    code = atomic_load_explicit(&part->code, memory_order_relaxed);
    if (!code) {
        code = compile((lmv_ruleset *)rules, part, message, offset);
        if (code)
            atomic_store_explicit(&part->code, code, memory_order_release);
    }
    pthread_mutex_unlock(&rules->programs->lock);
    return code;
}

void lmv__rules_free_programs(lmv_ruleset *rules)
{
    lmv__programs *programs = rules->programs;

    if (!programs)
        return;
    for (uint32_t i = 0; i < programs->n; i++)
        for (uint32_t j = 0; j < programs->patterns[i]->n_parts; j++) {
            lmv__code *code =
                atomic_load(&programs->patterns[i]->parts[j].code);
            if (code)
                pcre2_code_free(code->code);
        }
    lmv__arena_clear(&programs->hot);
    free(programs->patterns);
    pcre2_compile_context_free(programs->context);
    pthread_mutex_destroy(&programs->lock);
    rules->programs = NULL;
}
