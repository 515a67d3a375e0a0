/*
 * Inside an engine: what each theme's part in a scan is, and in which order
 * a scan goes.
 *
 *     themes ─► roles (who decides, who is asked first) ─► steps
 *
 * A step is one theme of a classifier that decides themes one by one, or all
 * themes of one that does not, or a group.
 */
#ifndef LMV_ENGINE_CORE_H
#define LMV_ENGINE_CORE_H

#include "engine/host.h"
#include "rules/model.h"

#include <leitmotiv/scanner.h>

#include <stdatomic.h>

#define LMV__MAX_SCANNERS 512 /* that a crash handler can look into */

typedef struct lmv__role {
    uint32_t plugin; /* LMV__NONE for a group */
    uint32_t handle; /* of the plugin */
    uint32_t step;
    bool active;   /* takes part; the rest is not looked at */
    bool reported; /* its label is part of the result */
    bool asked;    /* another theme needs to know what became of it */
    uint32_t *overriders, n_overriders; /* themes that may take from it */
    uint32_t *needs, n_needs;           /* `theme:`; a group's members */
} lmv__role;

typedef struct lmv__step {
    uint32_t plugin;  /* LMV__NONE for a group */
    uint32_t *themes; /* in the order of the ruleset's `order` */
    uint32_t *sorted; /* the same in file order, as their handles */
    uint32_t n_themes;
    bool together; /* decided in one call */
    bool inner;    /* some of them override others of them */
} lmv__step;

/* The scanners there are; the only thing of an engine that changes. */
typedef struct lmv__watch {
    _Atomic(lmv_scanner *) scanners[LMV__MAX_SCANNERS];
    atomic_int tracing; /* scanners that keep notes */
} lmv__watch;

struct lmv_engine {
    lmv__arena arena;
    const lmv_ruleset *rules;
    const char *matcher; /* NULL: the default */
    lmv__plugins plugins;
    lmv__role *roles; /* one a theme */
    lmv__step *steps;
    uint32_t n_steps;
    uint32_t n_disabled; /* themes that a plugin refused */
    lmv__watch *watch;
    bool keep_plugins;
};

/* What engine_new() shares with its parts. */
typedef struct lmv__making {
    lmv_engine *engine;
    const lmv_engine_options *options;
    lmv__reporter reporter;
} lmv__making;

/* Which themes are reported, and which others they need (choose.c).  Sets
 * plugin, active, reported, needs, overriders. */
lmv_status lmv__engine_select(lmv__making *making, lmv_error *err);
/* Hand the active themes to their plugins (handover.c). */
lmv_status lmv__engine_hand_over(lmv__making *making, lmv_error *err);
/* The steps (order.c).  LMV_ERULES: classifiers wait for each other. */
lmv_status lmv__engine_order(lmv__making *making, lmv_error *err);

/* Report an error at a place of the rules and fill `err` with the same. */
lmv_status lmv__engine_fail(lmv__making *making, lmv_status status,
    const char *code, lmv__pos pos, const char *help, lmv_error *err,
    const char *format, ...) __attribute__((format(printf, 7, 8)));

/* "LEITMOTIV_KEEP_PLUGINS": leave the plugins mapped when the engine is
 * freed, so that stacks of leaks can still be named. */
void lmv__engine_keep_plugins(lmv_engine *engine, bool keep);

#endif
