/*
 * The inside of the stand-in: what the opaque types of plugin.h are here.
 */
#ifndef LMV_TESTS_FAKE_HOST_P_H
#define LMV_TESTS_FAKE_HOST_P_H

#include "fake_host.h"

#include <stdbool.h>

enum {
    MAX_CANDIDATES = 512,
    MAX_SENTENCES = 16,
    MAX_NAMES = 16,
    MAX_THEMES = 2
};

struct lmv_theme {
    fake_host *host;
    uint32_t number;
    const char *polarity;
    uint32_t n_signals, n_settings;
    char signals[MAX_NAMES][32];
    char names[MAX_NAMES][32], values[MAX_NAMES][32];
};

typedef struct candidate {
    uint32_t theme, signal;
    char id[32];
    size_t start, end;
    int32_t weight;
    bool negated, kept, hypothetical;
    char group[32];
    size_t group_start, group_end;
} candidate;

struct lmv_evidence {
    candidate items[MAX_CANDIDATES];
    uint32_t count;
};

struct lmv_document {
    char text[4096];
    size_t length;
    size_t sentences[MAX_SENTENCES], clauses[MAX_SENTENCES]; /* ends */
    uint32_t n_sentences, n_clauses;
};

struct lmv_labels {
    char said[8192];
    char evidence[MAX_THEMES][3072];
    char attributes[MAX_THEMES][256];
    int64_t scores[MAX_THEMES];
    bool given[MAX_THEMES];
    uint32_t themes[MAX_THEMES];
    uint32_t count;
    const lmv_document *document;
    const lmv_evidence *proofs;
};

struct fake_host {
    lmv_host face; /* first: the plugin knows the host by it */
    void *library;
    const lmv_plugin_desc *plugin;
    const lmv_classifier *classifier;
    void *self, *scratch;
    lmv_theme themes[MAX_THEMES];
    uint32_t n_themes;
    bool pending[MAX_THEMES]; /* its signals are those of the comment */
    lmv_document document;
    lmv_evidence evidence;
    lmv_labels labels;
    char log[65536];
};

/* Append to a string of `size` bytes; fails the test when it is full. */
void fake_append(char *text, size_t size, const char *more, size_t length);

/* The service tables: lmv_host.service. */
const void *fake_host_service(const lmv_host *host, const char *id);

#endif
