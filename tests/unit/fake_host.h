/*
 * A stand-in for the engine, so that plugins are tested by themselves: what
 * the rules would find is written into the comment.
 *
 *     "Auf meine {writing:Mail} kam nach {duration:3 weeks} nichts."
 *
 *     {id:words}      an accepted candidate of signal `id`
 *     {!id:words}     blocked by the guard negated
 *     {~id:words}     accepted, negated is kept
 *     {?id:words}     blocked by the guard hypothetical
 *     {!?id:words}    blocked by negated, hypothetical reaches it, too
 *     {id=500:words}  of weight 0.5
 *     {1.id:words}    of the second theme
 *     <name=words>    inside: a named group
 *
 * A sentence ends with . ! or ?, a clause with a comma.  Durations are digits,
 * a blank and an English unit; nothing is known of German.
 */
#ifndef LMV_TESTS_FAKE_HOST_H
#define LMV_TESTS_FAKE_HOST_H

#include <leitmotiv/plugin.h>

typedef struct fake_host fake_host;

/* Load a plugin from its file and open it; fails the test when that fails. */
fake_host *fake_host_open(const char *file);
void fake_host_close(fake_host *host);

/* Add a theme.  `signals` and `settings` are lists, "slow,wait" and
 * "phone=15min,within=0"; signals may be NULL: those of the comment that
 * comes next.  What the plugin refused stands in err, its place in err->line:
 * the number of the signal, or 1000 and the number of the setting. */
lmv_status fake_host_add_theme(fake_host *host, const char *polarity,
    const char *signals, const char *settings, lmv_error *err);

/* Classify a comment with the themes that were added, and write what the
 * plugin said: "score name=value ... [evidence|evidence]", a line a label;
 * borrowed until the next call.  Fails the test when the plugin fails. */
const char *fake_host_classify(fake_host *host, const char *comment);

/* The remarks of the last call. */
const char *fake_host_log(const fake_host *host);

#endif
