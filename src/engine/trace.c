#include "engine/trace.h"

#include "engine/scan.h"

bool lmv__trace_theme(const lmv_scanner *scanner, size_t theme, lmv__trace *out)
{
    const lmv_engine *engine = scanner->engine;
    const lmv__seen *seen;

    if (theme >= engine->rules->n_themes)
        return false;
    seen = &scanner->seen[theme];
    out->active = engine->roles[theme].active;
    out->reported = engine->roles[theme].reported;
    out->looked = seen->looked;
    out->called = seen->called;
    out->scored = seen->scored;
    out->assigned = seen->decision != NULL;
    out->score = seen->decision ? seen->decision->score : seen->score;
    out->candidates = seen->items;
    out->n_candidates = seen->n;
    return true;
}

lmv__document *lmv__trace_document(const lmv_scanner *scanner)
{
    return scanner->doc;
}

bool lmv__trace_active(const lmv_engine *engine, size_t theme)
{
    return theme < engine->rules->n_themes && engine->roles[theme].active;
}

void lmv__trace_probe(lmv_scanner *scanner, const struct lmv__probe *probe)
{
    lmv__scan_probe(scanner->scan, probe);
}

void lmv__trace_notes(lmv_scanner *scanner, bool keep)
{
    if (keep == scanner->tracing)
        return;
    scanner->tracing = keep;
    atomic_fetch_add(&scanner->engine->watch->tracing, keep ? 1 : -1);
}

size_t lmv__trace_note_count(const lmv_scanner *scanner)
{
    return scanner->notes.len;
}

const char *lmv__trace_note(
    const lmv_scanner *scanner, size_t i, const char **plugin)
{
    const lmv__note *note;

    if (i >= scanner->notes.len)
        return NULL;
    note = lmv__vec_at(&scanner->notes, i);
    *plugin = note->plugin;
    return note->message;
}

const char *lmv__scanner_current_plugin(const lmv_scanner *scanner)
{
    return atomic_load_explicit(&scanner->current, memory_order_acquire);
}

const lmv_scanner *lmv__engine_scanner_here(const lmv_engine *engine)
{
    for (size_t i = 0; i < LMV__MAX_SCANNERS; i++) {
        const lmv_scanner *scanner = atomic_load(&engine->watch->scanners[i]);

        if (scanner && lmv__scanner_current_plugin(scanner) &&
            pthread_equal(
                atomic_load_explicit(&scanner->thread, memory_order_relaxed),
                pthread_self()))
            return scanner;
    }
    return NULL;
}

void lmv__scanner_set_record(lmv_scanner *scanner, uint64_t record)
{
    atomic_store_explicit(&scanner->record, record, memory_order_relaxed);
}

uint64_t lmv__scanner_record(const lmv_scanner *scanner)
{
    return atomic_load_explicit(&scanner->record, memory_order_relaxed);
}
