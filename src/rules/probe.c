#include "rules/probe.h"

#include "base/process.h"

void lmv__probe_run(
    lmv__scan *scan, lmv__pattern *pattern, uint32_t sentence, lmv__hits *hits)
{
    const lmv__probe *probe = scan->probe;
    uint32_t before = hits->n, spent = scan->spent;
    size_t missed = scan->missed.len;
    double start;

    if (probe->off && probe->off[pattern->index])
        return;
    start = probe->uses ? lmv__process_clock() : 0;
    lmv__run_parts(scan, pattern, sentence, hits);
    if (probe->uses) {
        lmv__probe_use *use = &probe->uses[pattern->index];

        use->seconds += lmv__process_clock() - start;
        use->calls++;
        use->hits += hits->n - before;
    }
    if (probe->touched && (hits->n != before || scan->spent != spent ||
                              scan->missed.len != missed))
        probe->touched[pattern->index] = true;
}

bool lmv__probe_always(const lmv__pattern *pattern)
{
    for (uint32_t i = 0; i < pattern->n_parts; i++)
        if (pattern->parts[i].n_groups > 0)
            return false;
    return true;
}
