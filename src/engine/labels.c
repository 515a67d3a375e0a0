/*
 * Labels as plugins make them.  Nothing is believed: the first thing that is
 * not allowed is kept as the call's breach, whatever the plugin makes of the
 * LMV_EINVAL that it got, and the call's labels are dropped.
 */
#include "base/status.h"
#include "base/utf8.h"
#include "engine/scan.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void lmv__labels_reset(struct lmv_labels *labels, const lmv__step *step)
{
    labels->step = step;
    labels->drafts.len = labels->proofs.len = labels->attributes.len = 0;
    labels->no_memory = false;
    labels->breach[0] = '\0';
}

static lmv_status refuse(lmv_labels *labels, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static lmv_status refuse(lmv_labels *labels, const char *format, ...)
{
    va_list args;

    if (!labels->breach[0]) {
        va_start(args, format);
        vsnprintf(labels->breach, sizeof labels->breach, format, args);
        va_end(args);
    }
    return LMV_EINVAL;
}

static lmv_status no_memory(lmv_labels *labels)
{
    labels->no_memory = true;
    return LMV_ENOMEM;
}

static lmv__draft *draft_at(const lmv_labels *labels, uint32_t i)
{
    return i < labels->drafts.len ? lmv__vec_at(&labels->drafts, i) : NULL;
}

static const char *id_of(const lmv_labels *labels, uint32_t theme)
{
    return labels->scanner->engine->rules->themes[theme].id.ptr;
}

const lmv__draft *lmv__labels_draft(
    const struct lmv_labels *labels, uint32_t theme)
{
    for (uint32_t i = 0; i < labels->drafts.len; i++) {
        const lmv__draft *draft = draft_at(labels, i);

        if (draft->theme == theme)
            return draft;
    }
    return NULL;
}

/* ---- a label ---- */

/* The theme that a plugin's handle means in this call, or LMV__NONE. */
static uint32_t theme_of(const lmv_labels *labels, uint32_t handle)
{
    const struct lmv_evidence *evidence = &labels->scanner->evidence;
    const lmv_engine *engine = labels->scanner->engine;
    const lmv__plugin *plugin = engine->plugins.items[labels->step->plugin];

    if (!lmv__evidence_service.wanted(evidence, handle))
        return LMV__NONE;
    return *(const uint32_t *)lmv__vec_at(&plugin->themes, handle);
}

static lmv_status labels_add(
    lmv_labels *labels, uint32_t theme, int64_t score, uint32_t *label)
{
    uint32_t index = theme_of(labels, theme);
    lmv__draft *draft;

    if (index == LMV__NONE)
        return refuse(labels, "a label of theme %u, which is not wanted here",
            (unsigned)theme);
    if (lmv__labels_draft(labels, index))
        return refuse(labels, "two labels of the theme '%s' in one call",
            id_of(labels, index));
    if (score < 0 || score > LMV__MAX_SCORE)
        return refuse(labels, "the score %lld of the theme '%s'",
            (long long)score, id_of(labels, index));
    draft = lmv__vec_push(&labels->drafts);
    if (!draft)
        return no_memory(labels);
    draft->theme = index;
    draft->score = score;
    if (label)
        *label = (uint32_t)labels->drafts.len - 1;
    return LMV_OK;
}

/* ---- its evidence ---- */

static lmv_status add_proof(
    lmv_labels *labels, uint32_t label, const lmv__candidate *candidate)
{
    lmv__draft_proof *proof;

    if (labels->proofs.len >= LMV__MAX_PROOFS)
        return refuse(labels, "more than %d pieces of evidence in one call",
            LMV__MAX_PROOFS);
    proof = lmv__vec_push(&labels->proofs);
    if (!proof)
        return no_memory(labels);
    proof->draft = label;
    proof->candidate = candidate;
    draft_at(labels, label)->n_proofs++;
    return LMV_OK;
}

static lmv_status labels_add_evidence(
    lmv_labels *labels, uint32_t label, uint32_t candidate)
{
    const struct lmv_evidence *evidence = &labels->scanner->evidence;

    if (!draft_at(labels, label))
        return refuse(labels, "evidence of the label %u, which is not there",
            (unsigned)label);
    if (candidate >= evidence->n)
        return refuse(labels, "the evidence %u of %u for the theme '%s'",
            (unsigned)candidate, (unsigned)evidence->n,
            id_of(labels, draft_at(labels, label)->theme));
    return add_proof(labels, label, evidence->items[candidate]);
}

static bool is_border(lmv__slice text, size_t offset)
{
    return offset == text.len ||
           ((unsigned char)text.ptr[offset] & 0xc0) != 0x80;
}

/* Words that the plugin found itself, as a candidate of its own. */
static lmv_status labels_add_span(
    lmv_labels *labels, uint32_t label, size_t start, size_t end)
{
    lmv_scanner *scanner = labels->scanner;
    lmv__slice text = lmv__document_text(scanner->doc);
    const lmv__draft *draft = draft_at(labels, label);
    lmv__candidate *candidate;

    if (!draft)
        return refuse(labels, "evidence of the label %u, which is not there",
            (unsigned)label);
    if (start >= end || end > text.len)
        return refuse(labels, "the span %zu to %zu of %zu bytes for '%s'",
            start, end, text.len, id_of(labels, draft->theme));
    if (!is_border(text, start) || !is_border(text, end))
        return refuse(labels, "the span %zu to %zu cuts a character for '%s'",
            start, end, id_of(labels, draft->theme));
    candidate = lmv__arena_alloc(&scanner->arena, 1, sizeof *candidate);
    if (!candidate)
        return no_memory(labels);
    candidate->theme = draft->theme;
    candidate->signal = LMV__NONE;
    candidate->sentence =
        lmv__document_sentence_at(scanner->doc, (uint32_t)start);
    candidate->hull = lmv__document_graphemes(
        scanner->doc, (lmv__span){(uint32_t)start, (uint32_t)end});
    candidate->spans = &candidate->hull;
    candidate->n_spans = 1;
    candidate->pos = scanner->engine->rules->themes[draft->theme].pos;
    candidate->state = LMV__ACCEPTED;
    return add_proof(labels, label, candidate);
}

/* ---- its attributes ---- */

/* A terminator within reach, and UTF-8 up to it. */
static bool is_value(const char *value)
{
    const char *end = value ? memchr(value, '\0', LMV__MAX_VALUE + 1) : NULL;
    size_t length = end ? (size_t)(end - value) : 0;

    return end && lmv__utf8_valid(value, length) == length;
}

static lmv_status check_attribute(
    lmv_labels *labels, uint32_t label, const char *name, const char *value)
{
    const lmv__draft *draft = draft_at(labels, label);
    const lmv__draft_attribute *all = labels->attributes.data;

    if (!draft)
        return refuse(labels,
            "an attribute of the label %u, which is not "
            "there",
            (unsigned)label);
    if (!name || !lmv__is_kebab(name, LMV__MAX_ATTRIBUTE))
        return refuse(labels,
            "an attribute of '%s' whose name is not kebab-case",
            id_of(labels, draft->theme));
    if (!is_value(value))
        return refuse(labels,
            "the value of '%s' is no UTF-8 of at most %d bytes", name,
            LMV__MAX_VALUE);
    for (size_t i = 0; i < labels->attributes.len; i++) {
        if (all[i].draft == label && strcmp(all[i].attribute.name, name) == 0)
            return refuse(labels, "the attribute '%s' of '%s' twice", name,
                id_of(labels, draft->theme));
    }
    if (labels->attributes.len >= LMV__MAX_ATTRIBUTES)
        return refuse(
            labels, "more than %d attributes in one call", LMV__MAX_ATTRIBUTES);
    return LMV_OK;
}

static lmv_status labels_add_attribute(
    lmv_labels *labels, uint32_t label, const char *name, const char *value)
{
    lmv__arena *arena = &labels->scanner->arena;
    lmv__draft_attribute *attribute;
    lmv_status status = check_attribute(labels, label, name, value);

    if (status != LMV_OK)
        return status;
    attribute = lmv__vec_push(&labels->attributes);
    if (!attribute)
        return no_memory(labels);
    attribute->draft = label;
    attribute->attribute.name = lmv__arena_copy(arena, name, strlen(name));
    attribute->attribute.value = lmv__arena_copy(arena, value, strlen(value));
    if (!attribute->attribute.name || !attribute->attribute.value)
        return no_memory(labels);
    draft_at(labels, label)->n_attributes++;
    return LMV_OK;
}

const lmv_labels_api lmv__labels_service = {
    .size = (uint32_t)sizeof(lmv_labels_api),
    .add = labels_add,
    .add_evidence = labels_add_evidence,
    .add_span = labels_add_span,
    .add_attribute = labels_add_attribute,
};

/* ---- when the call is over ---- */

void lmv__labels_check(struct lmv_labels *labels)
{
    for (uint32_t i = 0; i < labels->drafts.len; i++) {
        const lmv__draft *draft = draft_at(labels, i);

        if (draft->n_proofs == 0)
            refuse(labels, "a label of the theme '%s' without evidence",
                id_of(labels, draft->theme));
    }
}

const lmv__candidate **lmv__labels_proofs(
    const struct lmv_labels *labels, uint32_t draft)
{
    const lmv__draft_proof *all = labels->proofs.data;
    const lmv__candidate **proofs = lmv__arena_alloc(&labels->scanner->arena,
        draft_at(labels, draft)->n_proofs, sizeof *proofs);
    uint32_t n = 0;

    for (size_t i = 0; i < labels->proofs.len && proofs; i++) {
        if (all[i].draft == draft)
            proofs[n++] = all[i].candidate;
    }
    return proofs;
}

static lmv__attribute *copy_attributes(
    const struct lmv_labels *labels, uint32_t draft)
{
    const lmv__draft_attribute *all = labels->attributes.data;
    lmv__attribute *attributes = lmv__arena_alloc(&labels->scanner->arena,
        draft_at(labels, draft)->n_attributes, sizeof *attributes);
    uint32_t n = 0;

    for (size_t i = 0; i < labels->attributes.len && attributes; i++) {
        if (all[i].draft == draft)
            attributes[n++] = all[i].attribute;
    }
    return attributes;
}

lmv_status lmv__labels_commit(struct lmv_labels *labels, lmv_error *err)
{
    lmv_scanner *scanner = labels->scanner;
    lmv_status status = LMV_OK;

    for (uint32_t i = 0; i < labels->drafts.len && status == LMV_OK; i++) {
        const lmv__draft *draft = draft_at(labels, i);
        lmv__decision *decision =
            lmv__arena_alloc(&scanner->arena, 1, sizeof *decision);

        if (!decision)
            return lmv__error_nomem(err);
        decision->theme = draft->theme;
        decision->score = draft->score;
        decision->margin =
            draft->score -
            scanner->engine->rules->themes[draft->theme].threshold;
        decision->n_attributes = draft->n_attributes;
        decision->attributes = copy_attributes(labels, i);
        decision->proofs = lmv__labels_proofs(labels, i);
        if (!decision->attributes || !decision->proofs)
            return lmv__error_nomem(err);
        decision->n_proofs =
            lmv__proofs_sort(decision->proofs, draft->n_proofs);
        status = lmv__scanner_decide(scanner, decision, err);
    }
    return status;
}
