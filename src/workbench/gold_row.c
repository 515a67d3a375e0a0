/*
 * One row of a gold file: which comment, which coder, what is said.
 */
#include "workbench/gold_inner.h"

#include "base/json.h"
#include "rules/model.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static lmv__slice cell(const lmv__record *record, size_t column)
{
    return column == LMV__NO_COLUMN
               ? lmv__slice_of("")
               : lmv__gold_trim(lmv__record_field(record, column));
}

/* A spreadsheet made a number of the id and rounded it: 1,23E+15 */
static bool is_scientific(lmv__slice id)
{
    size_t i = 0;

    while (i < id.len && strchr("0123456789.,", id.ptr[i]))
        i++;
    return i > 0 && i + 2 < id.len && (id.ptr[i] | 32) == 'e' &&
           (id.ptr[i + 1] == '+' || id.ptr[i + 1] == '-');
}

static lmv_status find_comment(lmv__gold_read *read,
    const lmv__gold_columns *columns, const lmv__record *record,
    uint32_t *comment, lmv_error *err)
{
    lmv__slice id = cell(record, columns->id);
    lmv__buf key;

    lmv__buf_init(&key);
    if (read->with_columns) {
        lmv__slice column = cell(record, columns->column);

        lmv__buf_add(&key, column.ptr, column.len);
        lmv__buf_addc(&key, '\x1f');
    }
    lmv__buf_add(&key, id.ptr, id.len);
    *comment = LMV__MAP_NONE;
    if (!key.failed && key.len > 0) {
        lmv__slice name = {key.data, key.len};

        *comment = lmv__map_get(&read->comments, name);
    }
    lmv__buf_clear(&key);
    read->scientific += is_scientific(id);
    if (*comment == LMV__MAP_NONE) {
        if (read->lost++ == 0)
            read->first_lost =
                lmv__arena_copy(&read->gold->arena, id.ptr, id.len);
        if (!read->first_lost)
            return lmv__error_nomem(err);
    }
    return LMV_OK;
}

static bool number_coder(lmv__gold *gold, lmv__slice name, uint32_t *number)
{
    lmv__slice *place;
    size_t i;

    for (i = 0; i < gold->coders.len; i++)
        if (lmv__slice_same(
                *(lmv__slice *)lmv__vec_at(&gold->coders, i), name)) {
            *number = (uint32_t)i;
            return true;
        }
    place = lmv__vec_push(&gold->coders);
    if (!place)
        return false;
    place->ptr = lmv__arena_copy(&gold->arena, name.ptr, name.len);
    place->len = name.len;
    *number = (uint32_t)gold->coders.len - 1;
    return place->ptr != NULL;
}

/* The sheet of a comment and coder; new ones say nothing yet. */
static lmv__sheet *find_sheet(lmv__gold *gold, uint32_t comment, uint32_t coder)
{
    uint32_t key[2] = {comment, coder}, known;
    lmv__slice name = {(const char *)key, sizeof key};
    lmv__sheet *sheet;

    known = lmv__map_get(&gold->sheet_index, name);
    if (known != LMV__MAP_NONE)
        return lmv__vec_at(&gold->sheets, known);
    sheet = lmv__vec_push(&gold->sheets);
    name.ptr = lmv__arena_copy(&gold->arena, name.ptr, name.len);
    if (!sheet || !name.ptr ||
        !lmv__map_set(&gold->sheet_index, name, (uint32_t)gold->sheets.len - 1))
        return NULL;
    sheet->comment = comment;
    sheet->coder = coder;
    sheet->says = lmv__arena_alloc(&gold->arena, gold->n_themes + 1, 1);
    if (sheet->says)
        memset(sheet->says, LMV__UNSAID, gold->n_themes + 1);
    return sheet->says ? sheet : NULL;
}

static bool say(
    lmv__gold_read *read, lmv__sheet *sheet, lmv__slice name, unsigned answer)
{
    uint32_t theme;

    name = lmv__gold_trim(name);
    if (name.len == 0 ||
        (name.len == 4 && strncasecmp(name.ptr, "none", 4) == 0))
        return true;
    theme = lmv__gold_theme(read->gold, name);
    if (theme == LMV__MAP_NONE)
        return lmv__gold_unknown(read->gold, name);
    read->gold->named[theme] = true;
    read->zeros = read->zeros || answer == 0;
    sheet->says[theme] = (unsigned char)answer;
    return true;
}

/* A JSON array of names. */
static lmv_status say_json(
    lmv__gold_read *read, lmv__sheet *sheet, lmv__slice list, lmv_error *err)
{
    lmv__json_reader json;
    lmv__json_token token;
    lmv_status status;
    lmv__buf name;

    lmv__buf_init(&name);
    lmv__json_reader_init(&json, list.ptr, list.len, 2);
    while ((status = lmv__json_next(&json, &token, err)) == LMV_OK &&
           token.kind != LMV__JSON_END) {
        lmv__slice text = token.text;

        if (token.kind == LMV__JSON_STRING) {
            lmv__buf_reset(&name);
            lmv__json_unescape(&token, &name);
            text.ptr = name.data ? name.data : "";
            text.len = name.len;
        } else if (token.kind != LMV__JSON_NUMBER) {
            continue;
        }
        if (name.failed || !say(read, sheet, text, 1)) {
            status = lmv__error_nomem(err);
            break;
        }
    }
    lmv__buf_clear(&name);
    return status;
}

/* "a, b; c" */
static bool say_list(lmv__gold_read *read, lmv__sheet *sheet, lmv__slice list)
{
    size_t i, from = 0;

    for (i = 0; i <= list.len; i++)
        if (i == list.len || strchr(",;|", list.ptr[i])) {
            lmv__slice name = {list.ptr + from, i - from};

            if (!say(read, sheet, name, 1))
                return false;
            from = i + 1;
        }
    return true;
}

static bool say_columns(lmv__gold_read *read, const lmv__gold_columns *columns,
    const lmv__record *record, lmv__sheet *sheet)
{
    size_t i;

    for (i = 0; i < record->n_fields; i++) {
        lmv__slice value = cell(record, i);

        if (columns->wide[i] != LMV__MAP_NONE) {
            unsigned answer = lmv__gold_answer(value);

            read->gold->named[columns->wide[i]] = true;
            read->zeros = read->zeros || answer == 0;
            sheet->says[columns->wide[i]] = (unsigned char)answer;
        } else if (columns->codes[i] && !say(read, sheet, value, 1)) {
            return false;
        }
    }
    return true;
}

static void weigh(lmv__gold *gold, uint32_t comment, lmv__slice cell_)
{
    char text[32];
    size_t i, n = cell_.len < sizeof text - 1 ? cell_.len : sizeof text - 1;
    double weight;

    for (i = 0; i < n; i++)
        text[i] = cell_.ptr[i] == ',' ? '.' : cell_.ptr[i];
    text[n] = '\0';
    weight = strtod(text, NULL);
    if (weight > 0 && weight < 1e9) {
        gold->weights[comment] = weight;
        gold->weighted = gold->weighted || weight != 1;
    }
}

/* Is the text still the one that was coded?  At least 8 hexadecimal digits
 * of its SHA-256. */
static void check_hash(lmv__gold_read *read, uint32_t comment, lmv__slice want)
{
    const lmv__comment *at = lmv__corpus_at(read->corpus, comment);
    unsigned char digest[32];
    char hex[LMV__SHA256_HEX];
    lmv__sha256 sha;

    if (want.len < 8 || want.len >= sizeof hex)
        return;
    lmv__sha256_init(&sha);
    lmv__sha256_add(&sha, at->text.ptr, at->text.len);
    lmv__sha256_end(&sha, digest);
    lmv__sha256_hex(digest, hex);
    read->changed += strncasecmp(hex, want.ptr, want.len) != 0;
}

lmv_status lmv__gold_row(lmv__gold_read *read, const lmv__gold_columns *columns,
    const lmv__record *record, lmv_error *err)
{
    lmv__gold *gold = read->gold;
    uint32_t comment, coder;
    lmv__sheet *sheet;
    lmv__slice list = cell(record, columns->list);
    bool ok = true;

    read->rows++;
    if (find_comment(read, columns, record, &comment, err) != LMV_OK)
        return LMV_ENOMEM;
    if (comment == LMV__MAP_NONE)
        return LMV_OK;
    if (!number_coder(gold, cell(record, columns->coder), &coder))
        return lmv__error_nomem(err);
    if (gold->coders.len > LMV__MAX_CODERS)
        return lmv__error_set(
            err, LMV_ELIMIT, "over %u coders", LMV__MAX_CODERS);
    sheet = find_sheet(gold, comment, coder);
    if (!sheet)
        return lmv__error_nomem(err);
    weigh(gold, comment, cell(record, columns->weight));
    check_hash(read, comment, cell(record, columns->hash));
    if (columns->theme != LMV__NO_COLUMN)
        ok = say(read, sheet, cell(record, columns->theme),
            columns->label == LMV__NO_COLUMN
                ? 1
                : lmv__gold_answer(cell(record, columns->label)));
    else if (list.len > 0 && list.ptr[0] == '[')
        return say_json(read, sheet, list, err);
    else if (columns->list != LMV__NO_COLUMN)
        ok = say_list(read, sheet, list);
    else
        ok = say_columns(read, columns, record, sheet);
    return ok ? LMV_OK : lmv__error_nomem(err);
}
