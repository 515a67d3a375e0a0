#include "workbench/coding.h"

#include "records/csv.h"
#include "rules/model.h"
#include "workbench/sheets.h"

#include <stdio.h>
#include <string.h>

lmv__coded *lmv__coding_at(const lmv__coding *coding, size_t i)
{
    return lmv__vec_at(&coding->units, i);
}

void lmv__coding_clear(lmv__coding *coding)
{
    lmv__vec_clear(&coding->units);
    lmv__vec_clear(&coding->coders);
    lmv__vec_clear(&coding->problems);
    lmv__map_clear(&coding->index);
    lmv__gold_clear(&coding->names);
}

/* ---- what they agree on ---- */

static void count_votes(const lmv__coding *coding, const lmv__coded *unit,
    uint32_t theme, unsigned votes[2])
{
    size_t i;

    votes[0] = votes[1] = 0;
    for (i = 0; i < coding->coders.len; i++)
        if (unit->says[i])
            votes[unit->says[i][theme] == 1]++;
}

static void add_theme(const lmv__coding *coding, uint32_t theme,
    lmv__agreement *out, lmv__alpha *alpha, lmv__confusion *pairs)
{
    size_t i;

    for (i = 0; i < coding->units.len; i++) {
        unsigned votes[2];
        double no, yes;

        count_votes(coding, lmv__coding_at(coding, i), theme, votes);
        if (votes[0] + votes[1] < 2)
            continue;
        lmv__alpha_unit(alpha, votes);
        out->units++;
        out->yes += votes[1] > 0;
        out->differ += votes[0] > 0 && votes[1] > 0;
        no = votes[0];
        yes = votes[1];
        pairs->tp += yes * (yes - 1) / 2;
        pairs->tn += no * (no - 1) / 2;
        pairs->fp += yes * no / 2;
        pairs->fn += yes * no / 2;
    }
}

void lmv__coding_agreement(
    const lmv__coding *coding, uint32_t theme, lmv__agreement *out)
{
    lmv__confusion pairs = {0, 0, 0, 0};
    lmv__alpha alpha;
    uint32_t i;

    memset(out, 0, sizeof *out);
    lmv__alpha_init(&alpha, 2);
    for (i = 0; i < coding->rules->n_themes; i++)
        if (theme == i ||
            (theme == LMV__NONE && lmv__sheet_theme(coding->rules, i)))
            add_theme(coding, i, out, &alpha, &pairs);
    out->alpha = lmv__alpha_value(&alpha);
    out->raw = lmv__stats_agreement(&pairs);
    out->positive = lmv__stats_positive(&pairs);
}

unsigned lmv__coding_verdict(const lmv__coding *coding, const lmv__coded *unit,
    uint32_t theme, unsigned votes[2])
{
    count_votes(coding, unit, theme, votes);
    if (unit->decided && unit->decided[theme] != LMV__UNSAID)
        return unit->decided[theme];
    if (votes[0] == votes[1])
        return LMV__UNSAID;
    return votes[1] > votes[0];
}

/* ---- what is written ---- */

static void add_cell(lmv__buf *out, lmv__slice cell)
{
    lmv__csv_put(out, cell, ',', false);
}

static void add_place(
    const lmv__coding *coding, const lmv__coded *unit, lmv__buf *out)
{
    add_cell(out, unit->id);
    if (coding->columns) {
        lmv__buf_addc(out, ',');
        add_cell(out, unit->column);
    }
}

static void add_judgement(const lmv__coding *coding, const lmv__coded *unit,
    uint32_t theme, unsigned says, const char *coder, lmv__buf *out)
{
    add_place(coding, unit, out);
    lmv__buf_addf(out, ",%s,", coding->rules->themes[theme].id.ptr);
    if (says != LMV__UNSAID)
        lmv__buf_addf(out, "%u", says);
    if (coder) {
        lmv__buf_addc(out, ',');
        add_cell(out, lmv__slice_of(coder));
    }
    if (coding->weighted)
        lmv__buf_addf(out, ",%.6f,%.*s", unit->weight, (int)unit->hash.len,
            unit->hash.ptr ? unit->hash.ptr : "");
    lmv__buf_addc(out, '\n');
}

static void add_unit(
    const lmv__coding *coding, const lmv__coded *unit, lmv__buf *out)
{
    uint32_t theme;
    size_t coder;
    unsigned votes[2];

    for (theme = 0; theme < coding->rules->n_themes; theme++) {
        if (!lmv__sheet_theme(coding->rules, theme))
            continue;
        if (coding->decided) {
            unsigned verdict = lmv__coding_verdict(coding, unit, theme, votes);

            if (votes[0] + votes[1] > 0)
                add_judgement(coding, unit, theme, verdict, NULL, out);
            continue;
        }
        for (coder = 0; coder < coding->coders.len; coder++)
            if (unit->says[coder])
                add_judgement(coding, unit, theme, unit->says[coder][theme],
                    *(const char **)lmv__vec_at(&coding->coders, coder), out);
    }
}

bool lmv__coding_gold(const lmv__coding *coding, lmv__buf *out)
{
    size_t i;

    lmv__buf_addf(out, "comment_id%s,theme,label%s%s\n",
        coding->columns ? ",column" : "", coding->decided ? "" : ",coder",
        coding->weighted ? ",weight,text_hash" : "");
    for (i = 0; i < coding->units.len; i++)
        add_unit(coding, lmv__coding_at(coding, i), out);
    return !out->failed;
}

static void add_dispute(const lmv__coding *coding, const lmv__coded *unit,
    uint32_t theme, const unsigned votes[2], lmv__buf *out)
{
    add_place(coding, unit, out);
    lmv__buf_addc(out, ',');
    add_cell(out, unit->text);
    lmv__buf_addf(out, ",%s,", coding->rules->themes[theme].id.ptr);
    add_cell(out, coding->rules->themes[theme].definition);
    lmv__buf_addf(out, ",%u,%u,", votes[1], votes[0]);
    if (unit->decided && unit->decided[theme] != LMV__UNSAID)
        lmv__buf_addf(out, "%u", unit->decided[theme]);
    lmv__buf_addc(out, '\n');
}

bool lmv__coding_disputes(const lmv__coding *coding, lmv__buf *out, size_t *n)
{
    uint32_t theme;
    size_t i;

    *n = 0;
    lmv__buf_addf(out,
        "comment_id%s,comment,theme,definition,yes,no,decision\n",
        coding->columns ? ",column" : "");
    for (i = 0; i < coding->units.len; i++) {
        const lmv__coded *unit = lmv__coding_at(coding, i);

        for (theme = 0; theme < coding->rules->n_themes; theme++) {
            unsigned votes[2];

            count_votes(coding, unit, theme, votes);
            if (!lmv__sheet_theme(coding->rules, theme) || votes[0] == 0 ||
                votes[1] == 0)
                continue;
            add_dispute(coding, unit, theme, votes, out);
            *n += !unit->decided || unit->decided[theme] == LMV__UNSAID;
        }
    }
    return !out->failed;
}
