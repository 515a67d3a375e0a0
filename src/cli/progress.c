#include <config.h>

#include "cli/progress.h"

#include "base/process.h"

#include <stdio.h>
#include <string.h>

void lmv__progress_start(lmv__progress *progress, bool on, uint64_t size)
{
    memset(progress, 0, sizeof *progress);
    progress->on = on;
    progress->lines = !lmv__process_terminal(2);
    progress->size = size;
    progress->started = progress->last = lmv__process_clock();
}

static void draw(lmv__progress *progress, const lmv__tally *tally,
    uint64_t bytes, double now)
{
    double seconds = now - progress->started;
    char line[160];
    int n = snprintf(line, sizeof line, "%llu records, %.0f/s",
        (unsigned long long)tally->records, (double)tally->records / seconds);

    if (progress->size > 0 && bytes > 0 && n > 0 && (size_t)n < sizeof line) {
        double done = (double)bytes / (double)progress->size;
        unsigned left;

        done = done > 1 ? 1 : done;
        left = (unsigned)(seconds / done - seconds + 0.5);
        snprintf(line + n, sizeof line - (size_t)n,
            ", %.0f %%, %u:%02u:%02u left", 100 * done, left / 3600,
            left / 60 % 60, left % 60);
    }
    fprintf(stderr, progress->lines ? "%s\n" : "\r%s\033[K", line);
    fflush(stderr);
    progress->drawn = true;
}

void lmv__progress_show(void *payload, const lmv__tally *tally, uint64_t bytes)
{
    lmv__progress *progress = payload;
    double now;

    if (!progress->on)
        return;
    now = lmv__process_clock();
    if (now - progress->last < (progress->lines ? 5 : 0.2))
        return;
    progress->last = now;
    draw(progress, tally, bytes, now);
}

void lmv__progress_end(lmv__progress *progress)
{
    if (progress->drawn && !progress->lines) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
}
