/*
 * JSON: a writer that never produces invalid text, and a strict reader.
 *
 * The writer escapes control characters, U+007F, U+0085, U+2028 and U+2029
 * (so that a line of JSONL is one line for every program) and replaces bytes
 * that are no UTF-8 by U+FFFD.
 *
 * The reader pulls tokens out of one value that lies in memory.  It takes
 * RFC 8259 at its word: no comments, no trailing commas, no NaN, no lone
 * surrogates, nothing behind the value.
 */
#ifndef LMV_BASE_JSON_H
#define LMV_BASE_JSON_H

#include "base/buf.h"
#include "base/status.h"

#define LMV__JSON_MAX_DEPTH 64u

typedef struct lmv__json_writer {
    lmv__buf *out; /* borrowed; its `failed` tells of missing memory */
    int indent;    /* spaces a level; 0: all on one line, no spaces */
    unsigned depth;
    bool comma; /* something stands before on this level */
    bool key;   /* a key was written, its value is due */
} lmv__json_writer;

void lmv__json_writer_init(lmv__json_writer *json, lmv__buf *out, int indent);
void lmv__json_begin(lmv__json_writer *json, char bracket); /* '{' or '[' */
void lmv__json_end(lmv__json_writer *json, char bracket);   /* '}' or ']' */
void lmv__json_key(lmv__json_writer *json, const char *key);
void lmv__json_key_slice(lmv__json_writer *json, lmv__slice key);
void lmv__json_string(lmv__json_writer *json, const char *text, size_t len);
void lmv__json_slice(lmv__json_writer *json, lmv__slice text);
/* NULL is written as null. */
void lmv__json_text(lmv__json_writer *json, const char *text);
void lmv__json_uint(lmv__json_writer *json, uint64_t value);
void lmv__json_int(lmv__json_writer *json, int64_t value);
/* Thousandths: 1000 is 1, -1250 is -1.25. */
void lmv__json_milli(lmv__json_writer *json, int64_t thousandths);
/* Six decimals; what is not finite is null. */
void lmv__json_real(lmv__json_writer *json, double value);
void lmv__json_bool(lmv__json_writer *json, bool value);
void lmv__json_null(lmv__json_writer *json);
/* Only the escaping, without the quotes. */
void lmv__json_escape(lmv__buf *out, const char *text, size_t len);

typedef enum lmv__json_kind {
    LMV__JSON_END, /* the value is complete, nothing follows it */
    LMV__JSON_OBJECT,
    LMV__JSON_OBJECT_END,
    LMV__JSON_ARRAY,
    LMV__JSON_ARRAY_END,
    LMV__JSON_KEY,
    LMV__JSON_STRING,
    LMV__JSON_NUMBER,
    LMV__JSON_TRUE,
    LMV__JSON_FALSE,
    LMV__JSON_NULL
} lmv__json_kind;

typedef struct lmv__json_token {
    lmv__json_kind kind;
    lmv__slice text; /* of the input; KEY and STRING without the quotes */
    bool escaped;    /* KEY, STRING: text holds backslashes */
} lmv__json_token;

typedef struct lmv__json_reader {
    const char *text;
    size_t len, pos;
    unsigned depth, max_depth;
    unsigned char state;
    uint64_t objects; /* one bit a level: 1 is an object */
} lmv__json_reader;

/* The text is borrowed.  max_depth 0 is LMV__JSON_MAX_DEPTH, also the most. */
void lmv__json_reader_init(
    lmv__json_reader *reader, const char *text, size_t len, unsigned max_depth);
/* LMV_EFORMAT with the byte (reader->pos, from 0, and in the message from 1),
 * LMV_ELIMIT when it is nested too deep.  A reader that failed is done. */
lmv_status lmv__json_next(
    lmv__json_reader *reader, lmv__json_token *token, lmv_error *err);
/* The rest of the value that `token` began: *raw is all of its text. */
lmv_status lmv__json_skip(lmv__json_reader *reader,
    const lmv__json_token *token, lmv__slice *raw, lmv_error *err);
/* Append what a KEY's or STRING's text means. */
void lmv__json_unescape(const lmv__json_token *token, lmv__buf *out);

#endif
