/**
 * Status codes and errors: what every call of the library can answer.
 *
 * A call that can fail returns an lmv_status and takes, as its last
 * parameter, an optional lmv_error that the caller owns.  The library never
 * prints, never exits and keeps no "last error".
 *
 * Three words tell who owns what: *owned* (the caller frees it), *borrowed*
 * (the callee's, valid until the time that is named), *transferred* (given
 * away by the caller).
 */
#ifndef LEITMOTIV_STATUS_H
#define LEITMOTIV_STATUS_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32) || defined(__CYGWIN__)
#define LMV_API __declspec(dllexport)
#elif defined(__GNUC__)
#define LMV_API __attribute__((visibility("default")))
#else
#define LMV_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lmv_status {
    LMV_OK = 0,
    LMV_ENOMEM,    /* out of memory */
    LMV_EINVAL,    /* an argument is not allowed */
    LMV_EIO,       /* the system refused to read or write */
    LMV_ENOTFOUND, /* no such file, pack, theme, plugin ... */
    LMV_ERULES,    /* a rule pack has errors */
    LMV_EPLUGIN,   /* a plugin cannot be loaded, or failed */
    LMV_ELIMIT,    /* a limit was reached: never "no match" */
    LMV_EFORMAT,   /* the input is not what it should be */
    LMV_ENCODING,  /* bytes that are no text */
    LMV_ECANCELLED /* stopped by a signal or the caller */
} lmv_status;

/** A problem, on the caller's stack; there is nothing to free. */
typedef struct lmv_error {
    uint32_t size;         /* sizeof(lmv_error), set by LMV_ERROR_INIT */
    lmv_status status;     /* LMV_OK when nothing went wrong */
    uint32_t line, column; /* 1-based, in characters; 0 when unknown */
    char file[256];        /* "" when there is none */
    char message[512];     /* one line without a full stop at its end */
} lmv_error;

/** `lmv_error err = LMV_ERROR_INIT;` */
#define LMV_ERROR_INIT                                    \
    {                                                     \
        (uint32_t)sizeof(lmv_error), LMV_OK, 0, 0, "", "" \
    }

typedef enum lmv_severity { LMV_NOTE, LMV_WARNING, LMV_ERROR } lmv_severity;

/** What a loader or checker has to say about one place of a file. */
typedef struct lmv_diagnostic {
    uint32_t size; /* sizeof(lmv_diagnostic) of the library */
    lmv_severity severity;
    const char *code;        /* "E203"; borrowed, like all strings here, */
    const char *file;        /* for the duration of the call */
    uint32_t line, column;   /* 1-based, column in characters; 0 unknown */
    const char *message;     /* what is wrong */
    const char *source_line; /* the author's line, or NULL */
    const char *help;        /* what to do, or NULL */
} lmv_diagnostic;

/** Called once for every diagnostic, from the calling thread. */
typedef void (*lmv_diag_fn)(void *payload, const lmv_diagnostic *diagnostic);

/** A static English name, "out of memory"; never NULL. */
LMV_API const char *lmv_status_name(lmv_status status);

#ifdef __cplusplus
}
#endif
#endif
