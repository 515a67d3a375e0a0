/*
 * Graph: who needs whom, an order in which everything comes behind what it
 * needs, and the cycle when there is none.
 */
#ifndef LMV_RULES_GRAPH_H
#define LMV_RULES_GRAPH_H

#include "base/status.h"
#include "base/vec.h"

#include <stdbool.h>

typedef struct lmv__graph {
    uint32_t n;
    lmv__vec edges;  /* struct edge */
    uint32_t *first; /* of each node's edges, once sorted; n + 1 */
    uint8_t *out;    /* nodes that are left out */
} lmv__graph;

/* LMV_ENOMEM; clear it in any case. */
lmv_status lmv__graph_init(lmv__graph *graph, uint32_t n);
void lmv__graph_clear(lmv__graph *graph);
/* `node` needs `other`; false when out of memory. */
bool lmv__graph_need(lmv__graph *graph, uint32_t node, uint32_t other);
void lmv__graph_leave_out(lmv__graph *graph, uint32_t node);

/* Fills `order` (n places) with all nodes that are not left out, in the order
 * of their numbers as far as needs allow; *count of them.  When there is a
 * cycle, LMV_ERULES, and `order` has its nodes: each needs the next, the last
 * the first.  LMV_ENOMEM. */
lmv_status lmv__graph_order(
    lmv__graph *graph, uint32_t *order, uint32_t *count);

#endif
