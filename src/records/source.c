#include "records/inner.h"

#include "base/utf8.h"
#include "records/table.h"

#include <stdio.h>
#include <string.h>

#define PIECE (256u * 1024u)

/* U+FFFD at `at` stands for these bytes. */
typedef struct patch {
    uint64_t at;
    unsigned char bytes[3];
    unsigned char len;
} patch;

/* A line, or a part of one, that ends here. */
typedef struct line {
    uint64_t text_end, raw_end;
    uint64_t bad;
} line;

static const char replacement[] = "\xEF\xBF\xBD";

/* Reading */

static lmv_status read_more(
    lmv__source *source, char *to, size_t size, size_t *got, lmv_error *err)
{
    *got = 0;
    if (source->read_all)
        return LMV_OK;
    if (source->input) {
        lmv_status status = lmv__input_read(source->input, to, size, got, err);

        if (status)
            return status;
    } else {
        *got = size < source->n_bytes ? size : source->n_bytes;
        if (*got)
            memcpy(to, source->bytes, *got);
        source->bytes += *got;
        source->n_bytes -= *got;
    }
    source->read_all = *got == 0;
    if (source->hash)
        lmv__sha256_add(&source->sha, to, *got);
    return LMV_OK;
}

lmv_status lmv__source_pass(
    lmv__source *source, char *to, size_t size, size_t *got, lmv_error *err)
{
    return read_more(source, to, size, got, err);
}

/* The same, but first what was read for the sample. */
static lmv_status next_piece(
    lmv__source *source, char *to, size_t size, size_t *got, lmv_error *err)
{
    size_t left = source->head.len - source->head_used;

    if (left == 0)
        return read_more(source, to, size, got, err);
    *got = size < left ? size : left;
    memcpy(to, source->head.data + source->head_used, *got);
    source->head_used += *got;
    if (*got == left) {
        lmv__buf_clear(&source->head);
        source->head_used = 0;
    }
    return LMV_OK;
}

static lmv_status read_head(lmv__source *source, lmv_error *err)
{
    size_t got = 1;

    if (!lmv__buf_reserve(&source->head, LMV__SAMPLE))
        return lmv__error_nomem(err);
    while (got > 0 && source->head.len < LMV__SAMPLE) {
        lmv_status status =
            read_more(source, source->head.data + source->head.len,
                LMV__SAMPLE - source->head.len, &got, err);

        if (status)
            return status;
        source->head.len += got;
    }
    source->sample_complete = source->read_all;
    return LMV_OK;
}

/* Decoding */

static lmv_status add_patch(
    lmv__source *source, const char *bytes, size_t len, lmv_error *err)
{
    patch *new = lmv__vec_push(&source->patches);

    if (!new)
        return lmv__error_nomem(err);
    new->at = source->base + source->text.len;
    new->len = (unsigned char)len;
    memcpy(new->bytes, bytes, len);
    lmv__buf_add(&source->text, replacement, 3);
    return LMV_OK;
}

/* The bytes behind `checked` are no UTF-8 throughout. */
static lmv_status repair_utf8(lmv__source *source, bool last, lmv_error *err)
{
    size_t from = source->checked;
    const char *s;
    size_t len;

    lmv__buf_reset(&source->scratch);
    lmv__buf_add(
        &source->scratch, source->text.data + from, source->text.len - from);
    source->text.len = from;
    s = source->scratch.data;
    len = source->scratch.len;
    while (len > 0 && !source->scratch.failed) {
        size_t good = lmv__utf8_valid(s, len), used;
        lmv_status status;

        lmv__buf_add(&source->text, s, good);
        s += good;
        len -= good;
        if (len == 0 || (!last && lmv__utf8_cut(s, len) == len))
            break;
        (void)lmv__utf8_next(s, len, &used);
        status = add_patch(source, s, used, err);
        if (status)
            return status;
        s += used;
        len -= used;
    }
    source->checked = source->text.len;
    lmv__buf_add(&source->text, s, len);
    return LMV_OK;
}

static lmv_status feed_line(lmv__source *source, const char *bytes, size_t len,
    bool last, lmv_error *err)
{
    uint64_t before = lmv__decoder_replaced(source->decoder);
    size_t text = source->text.len;
    lmv_status status = lmv__decoder_feed(
        source->decoder, bytes, len, last, &source->text, err);
    line *end;

    if (status)
        return status;
    lmv__buf_add(&source->raw, bytes, len);
    /* Bytes that are no character yet belong to the text that follows. */
    if (source->text.len == text && !last)
        return LMV_OK;
    end = lmv__vec_push(&source->lines);
    if (!end)
        return lmv__error_nomem(err);
    end->text_end = source->base + source->text.len;
    end->raw_end = source->raw_base + source->raw.len;
    end->bad = lmv__decoder_replaced(source->decoder) - before;
    source->checked = source->text.len;
    return LMV_OK;
}

static size_t unit_width(const lmv__source *source)
{
    return source->encoding == LMV__ENC_UTF16LE ||
                   source->encoding == LMV__ENC_UTF16BE
               ? 2
               : 1;
}

/* A code unit of the encoding that is this ASCII character? */
static bool unit_is(const lmv__source *source, const char *s, char c)
{
    if (source->encoding == LMV__ENC_UTF16LE)
        return s[0] == c && s[1] == 0;
    if (source->encoding == LMV__ENC_UTF16BE)
        return s[0] == 0 && s[1] == c;
    return s[0] == c;
}

/* Line by line: behind LF, and behind CR when no LF follows. */
static lmv_status decode_lines(lmv__source *source, const char *bytes,
    size_t len, bool last, lmv_error *err)
{
    size_t width = unit_width(source), from = 0;
    lmv_status status;

    for (size_t i = 0; i + width <= len; i += width) {
        if (!unit_is(source, bytes + i, '\n') &&
            !(unit_is(source, bytes + i, '\r') &&
                (i + 2 * width > len ||
                    !unit_is(source, bytes + i + width, '\n'))))
            continue;
        status = feed_line(source, bytes + from, i + width - from, false, err);
        if (status)
            return status;
        from = i + width;
    }
    if (from < len || last)
        return feed_line(source, bytes + from, len - from, last, err);
    return LMV_OK;
}

/* The first characters beyond ASCII show that it is not UTF-8 after all. */
static lmv_status turn_to_1252(lmv__source *source, bool last, lmv_error *err)
{
    lmv_status status;

    source->encoding = LMV__ENC_WINDOWS_1252;
    source->encoding_why = "no valid UTF-8";
    status = lmv__source_start_decoder(source, NULL, err);
    if (status)
        return status;
    lmv__buf_reset(&source->scratch);
    lmv__buf_add(&source->scratch, source->text.data + source->pos,
        source->text.len - source->pos);
    source->raw_base = source->offset;
    source->text.len = source->checked = source->pos;
    return decode_lines(
        source, source->scratch.data, source->scratch.len, last, err);
}

static const char *beyond_ascii(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] >= 0x80)
            return text + i;
    return NULL;
}

static lmv_status check_utf8(lmv__source *source, bool last, lmv_error *err)
{
    const char *fresh = source->text.data + source->checked;
    size_t len = source->text.len - source->checked;
    size_t good = lmv__utf8_valid(fresh, len);
    size_t cut = last ? 0 : lmv__utf8_cut(fresh, len);

    if (source->undecided) {
        const char *first = beyond_ascii(fresh, len - cut);
        size_t used;

        source->undecided = first == NULL;
        if (first && lmv__utf8_next(first, (size_t)(fresh + len - first),
                         &used) == LMV__UTF8_BAD)
            return turn_to_1252(source, last, err);
    }
    if (good + cut < len)
        return repair_utf8(source, last, err);
    source->checked += good;
    return LMV_OK;
}

static void drop_front(lmv__vec *vec, size_t *n)
{
    if (*n == 0)
        return;
    vec->len -= *n;
    memmove(
        vec->data, (char *)vec->data + *n * vec->item, vec->len * vec->item);
    *n = 0;
}

/* Moves what is left to the front. */
static void compact(lmv__source *source)
{
    size_t left = source->text.len - source->pos;

    drop_front(&source->patches, &source->patch_pos);
    drop_front(&source->lines, &source->line_pos);
    if (source->raw_pos > 0) {
        source->raw.len -= source->raw_pos;
        memmove(source->raw.data, source->raw.data + source->raw_pos,
            source->raw.len);
        source->raw_base += source->raw_pos;
        source->raw_pos = 0;
    }
    if (source->pos == 0)
        return;
    memmove(source->text.data, source->text.data + source->pos, left);
    source->base += source->pos;
    source->checked -= source->pos;
    source->text.len = left;
    source->pos = 0;
}

/* Code units are kept whole: the line ends are looked for in them. */
static lmv_status fill_decoded(lmv__source *source, lmv_error *err)
{
    lmv__buf *piece = &source->scratch;
    lmv_status status;
    size_t got;

    lmv__buf_reset(piece);
    if (source->odd)
        lmv__buf_addc(piece, source->odd_byte);
    if (!lmv__buf_reserve(piece, source->piece))
        return lmv__error_nomem(err);
    status =
        next_piece(source, piece->data + piece->len, source->piece, &got, err);
    if (status)
        return status;
    piece->len += got;
    source->ended = got == 0;
    source->odd = !source->ended && unit_width(source) == 2 && piece->len % 2;
    if (source->odd)
        source->odd_byte = piece->data[--piece->len];
    return decode_lines(source, piece->data, piece->len, source->ended, err);
}

static lmv_status fill_once(lmv__source *source, lmv_error *err)
{
    size_t got;
    lmv_status status;

    if (source->decoder)
        return fill_decoded(source, err);
    if (!lmv__buf_reserve(&source->text, source->piece))
        return lmv__error_nomem(err);
    status = next_piece(
        source, source->text.data + source->text.len, source->piece, &got, err);
    if (status)
        return status;
    source->text.len += got;
    source->ended = got == 0;
    return check_utf8(source, source->ended, err);
}

lmv_status lmv__source_fill(lmv__source *source, size_t size, lmv_error *err)
{
    lmv_status status = LMV_OK;

    compact(source);
    while (!status && !source->ended && source->checked <= size)
        status = fill_once(source, err);
    if (!status &&
        (source->text.failed || source->raw.failed || source->scratch.failed))
        return lmv__error_nomem(err);
    return status;
}

lmv__slice lmv__source_window(const lmv__source *source)
{
    lmv__slice window = {"", 0};

    if (source->text.data) {
        window.ptr = source->text.data + source->pos;
        window.len = source->checked - source->pos;
    }
    return window;
}

/* Taking */

static void take_patched(lmv__source *source, uint64_t from, uint64_t until,
    lmv__buf *raw, uint64_t *bad)
{
    const char *text = source->text.data;

    for (; source->patch_pos < source->patches.len; source->patch_pos++) {
        const patch *at = lmv__vec_at(&source->patches, source->patch_pos);

        if (at->at >= until)
            break;
        lmv__buf_add(
            raw, text + (from - source->base), (size_t)(at->at - from));
        lmv__buf_add(raw, at->bytes, at->len);
        from = at->at + 3;
        ++*bad;
    }
    lmv__buf_add(raw, text + (from - source->base), (size_t)(until - from));
}

static void take_lines(
    lmv__source *source, uint64_t until, lmv__buf *raw, uint64_t *bad)
{
    uint64_t begin = source->raw_base + source->raw_pos, end = begin;
    size_t len;

    for (; source->line_pos < source->lines.len; source->line_pos++) {
        const line *at = lmv__vec_at(&source->lines, source->line_pos);

        if (at->text_end > until)
            break;
        end = at->raw_end;
        *bad += at->bad;
    }
    len = (size_t)(end - begin);
    lmv__buf_add(raw, source->raw.data + source->raw_pos, len);
    source->raw_pos += len;
    source->offset = end;
}

lmv_status lmv__source_take(lmv__source *source, size_t len, lmv__buf *raw,
    bool *differs, uint64_t *bad, lmv_error *err)
{
    uint64_t from = source->base + source->pos, until = from + len;
    const patch *first = source->patch_pos < source->patches.len
                             ? lmv__vec_at(&source->patches, source->patch_pos)
                             : NULL;
    size_t before = raw->len;

    *bad = 0;
    *differs = source->decoder || (first && first->at < until);
    if (source->decoder)
        take_lines(source, until, raw, bad);
    else if (*differs)
        take_patched(source, from, until, raw, bad);
    if (!source->decoder)
        source->offset += *differs ? raw->len - before : len;
    source->pos += len;
    return raw->failed ? lmv__error_nomem(err) : LMV_OK;
}

/* Opening */

/* The sample as UTF-8, for the sniffing; the window is not touched. */
static lmv_status decode_sample(
    lmv__source *source, const char *name, lmv_error *err)
{
    const char *s = source->head.data + source->head_used;
    size_t len = source->head.len - source->head_used;
    lmv__decoder *decoder;
    lmv_status status;

    if (!source->decoder) {
        if (!source->sample_complete)
            len -= lmv__utf8_cut(s, len);
        lmv__buf_add(&source->sample, s, len);
        return LMV_OK;
    }
    status = lmv__decoder_new(&decoder, source->encoding, name, err);
    if (status)
        return status;
    status = lmv__decoder_feed(
        decoder, s, len, source->sample_complete, &source->sample, err);
    lmv__decoder_free(decoder);
    return status;
}

lmv_status lmv__source_sample_more(
    lmv__source *source, size_t size, lmv_error *err)
{
    const char *name =
        source->encoding == LMV__ENC_NAMED ? source->name_room : NULL;
    size_t got = 1;

    if (!lmv__buf_reserve(&source->head, size - source->head.len))
        return lmv__error_nomem(err);
    while (got > 0 && source->head.len < size) {
        lmv_status status =
            read_more(source, source->head.data + source->head.len,
                size - source->head.len, &got, err);

        if (status)
            return status;
        source->head.len += got;
    }
    source->sample_complete = source->read_all;
    lmv__buf_reset(&source->sample);
    return decode_sample(source, name, err);
}

static void init(lmv__source *source, const lmv__reader_options *options)
{
    memset(source, 0, sizeof *source);
    lmv__vec_init(&source->patches, sizeof(patch));
    lmv__vec_init(&source->lines, sizeof(line));
    source->piece = options->piece ? options->piece : PIECE;
    source->hash = options->sha256;
    lmv__sha256_init(&source->sha);
    source->bytes = options->bytes;
    source->n_bytes = source->total = options->n_bytes;
}

lmv_status lmv__source_open(
    lmv__source *source, const lmv__reader_options *options, lmv_error *err)
{
    lmv_status status = LMV_OK;

    init(source, options);
    if (options->path)
        status = lmv__input_open(&source->input, options->path, err);
    if (!status)
        status = read_head(source, err);
    if (!status && source->head.len == 0)
        status = lmv__error_set(err, LMV_EFORMAT, "the file is empty");
    if (!status) {
        lmv__slice head = {source->head.data, source->head.len};
        const lmv__format_info *info = lmv__format_of_head(head);

        source->kind = info ? info->reader : NULL;
        if (source->kind)
            return LMV_OK;
        if (info && info->no_reader)
            return lmv__error_set(err, LMV_EFORMAT,
                "this build cannot read %s: %s", info->title, info->no_reader);
        status = lmv__sniff_refuse(head, err);
    }
    if (!status)
        status = lmv__source_choose_encoding(source, options->encoding, err);
    if (status)
        return status;
    source->bom = source->head_used > 0;
    source->offset = source->head_used;
    source->raw_base = source->offset;
    status = lmv__source_start_decoder(source, options->encoding, err);
    if (!status)
        status = decode_sample(source, options->encoding, err);
    if (!status && source->sample.failed)
        status = lmv__error_nomem(err);
    return status;
}

void lmv__source_clear(lmv__source *source)
{
    lmv__input_close(source->input);
    lmv__decoder_free(source->decoder);
    lmv__buf_clear(&source->head);
    lmv__buf_clear(&source->sample);
    lmv__buf_clear(&source->text);
    lmv__buf_clear(&source->raw);
    lmv__buf_clear(&source->scratch);
    lmv__vec_clear(&source->patches);
    lmv__vec_clear(&source->lines);
}
