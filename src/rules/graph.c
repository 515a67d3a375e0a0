#include "rules/graph.h"

#include <stdlib.h>
#include <string.h>

typedef struct edge {
    uint32_t node, other, number; /* the number keeps the order of adding */
} edge;

/* A node that is being walked, and its next edge. */
typedef struct step {
    uint32_t node, next;
} step;

enum { NEW, OPEN, DONE };

lmv_status lmv__graph_init(lmv__graph *graph, uint32_t n)
{
    graph->n = n;
    lmv__vec_init(&graph->edges, sizeof(edge));
    graph->first = calloc((size_t)n + 2, sizeof *graph->first);
    graph->out = calloc((size_t)n + 1, 1);
    return graph->first && graph->out ? LMV_OK : LMV_ENOMEM;
}

void lmv__graph_clear(lmv__graph *graph)
{
    lmv__vec_clear(&graph->edges);
    free(graph->first);
    free(graph->out);
}

bool lmv__graph_need(lmv__graph *graph, uint32_t node, uint32_t other)
{
    edge *added = lmv__vec_push(&graph->edges);

    if (added)
        *added = (edge){node, other, (uint32_t)graph->edges.len};
    return added != NULL;
}

void lmv__graph_leave_out(lmv__graph *graph, uint32_t node)
{
    graph->out[node] = 1;
}

static int by_node(const void *a, const void *b)
{
    const edge *one = a, *two = b;

    if (one->node != two->node)
        return one->node < two->node ? -1 : 1;
    return one->number < two->number ? -1 : one->number > two->number;
}

static void sort_edges(lmv__graph *graph)
{
    const edge *edges = graph->edges.data;
    size_t at = 0;

    if (graph->edges.len)
        qsort(graph->edges.data, graph->edges.len, sizeof(edge), by_node);
    for (uint32_t node = 0; node <= graph->n; node++) {
        while (at < graph->edges.len && edges[at].node < node)
            at++;
        graph->first[node] = (uint32_t)at;
    }
}

/* Depth first from `start`: what is needed goes to `order` first.  False on a
 * cycle, which then stands at the stack's end, from `*cycle` on. */
static bool walk(const lmv__graph *graph, uint32_t start, uint8_t *colour,
    step *stack, uint32_t *depth, uint32_t *order, uint32_t *count,
    uint32_t *cycle)
{
    const edge *edges = graph->edges.data;

    colour[start] = OPEN;
    *depth = 0;
    stack[(*depth)++] = (step){start, graph->first[start]};
    while (*depth) {
        step *top = &stack[*depth - 1];
        uint32_t other;

        if (top->next == graph->first[top->node + 1]) {
            colour[top->node] = DONE;
            order[(*count)++] = top->node;
            --*depth;
            continue;
        }
        other = edges[top->next++].other;
        if (graph->out[other] || colour[other] == DONE)
            continue;
        if (colour[other] == OPEN) {
            for (*cycle = 0; stack[*cycle].node != other;)
                ++*cycle;
            return false;
        }
        colour[other] = OPEN;
        stack[(*depth)++] = (step){other, graph->first[other]};
    }
    return true;
}

lmv_status lmv__graph_order(lmv__graph *graph, uint32_t *order, uint32_t *count)
{
    uint8_t *colour = calloc((size_t)graph->n + 1, 1);
    step *stack = calloc((size_t)graph->n + 1, sizeof *stack);
    lmv_status status = colour && stack ? LMV_OK : LMV_ENOMEM;
    uint32_t depth, cycle;

    *count = 0;
    if (status == LMV_OK)
        sort_edges(graph);
    for (uint32_t i = 0; status == LMV_OK && i < graph->n; i++) {
        if (colour[i] != NEW || graph->out[i] ||
            walk(graph, i, colour, stack, &depth, order, count, &cycle))
            continue;
        status = LMV_ERULES;
        *count = depth - cycle;
        for (uint32_t k = cycle; k < depth; k++)
            order[k - cycle] = stack[k].node;
    }
    free(colour);
    free(stack);
    return status;
}
