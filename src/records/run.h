/*
 * NAME.run.json: what a run has read, with what, and what came out, so that
 * it can be repeated.
 */
#ifndef LMV_RECORDS_RUN_H
#define LMV_RECORDS_RUN_H

#include "base/buf.h"
#include "base/status.h"

typedef struct lmv__run_file {
    const char *path;
    const char *sha256; /* hex; NULL is null */
    uint64_t bytes;
    const char *version; /* of a pack or plugin; NULL: left out */
} lmv__run_file;

/* A name with a text, or with a number when text is NULL. */
typedef struct lmv__run_item {
    const char *name, *text;
    uint64_t number;
} lmv__run_item;

typedef struct lmv__run {
    const char *started, *ended; /* ISO 8601, the caller's clock */
    bool complete;               /* false: stopped by a signal or an error */
    lmv__run_file input, output;
    const lmv__run_file *packs, *plugins;
    size_t n_packs, n_plugins;
    /* leitmotiv, schema, plugin_abi, ICU, PCRE2 ... */
    const lmv__run_item *versions;
    size_t n_versions;
    /* Options as given and as found: encoding, separator, text ... */
    const lmv__run_item *options;
    size_t n_options;
    const lmv__run_item *counts; /* read, errors, labelled ... */
    size_t n_counts;
    const lmv__run_item *themes; /* id and count */
    size_t n_themes;
} lmv__run;

#define LMV__RUN_SCHEMA 1u

/* Append the document, indented, with a line end. */
lmv_status lmv__run_format(const lmv__run *run, lmv__buf *out, lmv_error *err);

#endif
