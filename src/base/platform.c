#include "config.h"

#include "base/platform.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- shared objects ---- */

lmv_status lmv__platform_load(const char *path, void **library, lmv_error *err)
{
    size_t length = strlen(path);
    const char *reason;

    *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (*library)
        return LMV_OK;
    reason = dlerror();
    /* glibc begins with the path, which the caller knows. */
    if (reason && strncmp(reason, path, length) == 0 &&
        strncmp(reason + length, ": ", 2) == 0)
        reason += length + 2;
    return lmv__error_set(err, LMV_EPLUGIN, "%s",
        reason ? reason : "the system's loader refuses it");
}

const void *lmv__platform_symbol(void *library, const char *name)
{
    return dlsym(library, name);
}

void lmv__platform_unload(void *library)
{
    if (library)
        dlclose(library);
}

/* ---- files and folders ---- */

static lmv_status system_error(lmv_error *err, const char *path)
{
    int number = errno;

    if (number == ENOMEM)
        return lmv__error_nomem(err);
    return lmv__error_set(err,
        number == ENOENT || number == ENOTDIR ? LMV_ENOTFOUND : LMV_EIO,
        "%s: %s", path, strerror(number));
}

lmv_status lmv__platform_mode(
    const char *path, lmv__file_mode *mode, lmv_error *err)
{
    struct stat status;

    if (stat(path, &status) != 0)
        return system_error(err, path);
    mode->mode = (uint32_t)(status.st_mode & 07777);
    mode->regular = S_ISREG(status.st_mode);
    mode->folder = S_ISDIR(status.st_mode);
    mode->anyone_writes = (status.st_mode & S_IWOTH) != 0;
    return LMV_OK;
}

lmv_status lmv__platform_real(const char *path, char **real, lmv_error *err)
{
    *real = realpath(path, NULL);
    return *real ? LMV_OK : system_error(err, path);
}

void lmv__platform_free_names(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool ends_in(const char *name, const char *suffix)
{
    size_t length = strlen(name), tail = strlen(suffix);

    return length > tail && strcmp(name + length - tail, suffix) == 0;
}

/* Append a copy of `name`, doubling the room as needed. */
static bool add_name(
    char ***names, size_t *count, size_t *room, const char *name)
{
    if (*count == *room) {
        size_t more = *room ? *room * 2 : 16;
        char **grown = more > SIZE_MAX / sizeof *grown
                           ? NULL
                           : realloc(*names, more * sizeof *grown);

        if (!grown)
            return false;
        *names = grown;
        *room = more;
    }
    (*names)[*count] = strdup(name);
    if (!(*names)[*count])
        return false;
    (*count)++;
    return true;
}

lmv_status lmv__platform_names(const char *folder, const char *suffix,
    char ***names, size_t *count, lmv_error *err)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    lmv_status status = LMV_OK;
    size_t room = 0;

    *names = NULL;
    *count = 0;
    if (!dir)
        return system_error(err, folder);
    while (status == LMV_OK && (errno = 0, entry = readdir(dir)) != NULL) {
        if (ends_in(entry->d_name, suffix) &&
            !add_name(names, count, &room, entry->d_name))
            status = lmv__error_nomem(err);
    }
    if (status == LMV_OK && errno != 0)
        status = system_error(err, folder);
    closedir(dir);
    if (status != LMV_OK) {
        lmv__platform_free_names(*names, *count);
        *names = NULL;
        *count = 0;
    } else if (*count > 1) {
        qsort(*names, *count, sizeof **names, by_bytes);
    }
    return status;
}

char *lmv__platform_program(void)
{
    return realpath("/proc/self/exe", NULL);
}

/* ---- signals ---- */

/* A handler can reach nothing but globals: these two are the only ones. */
static volatile sig_atomic_t stopped;
static void (*volatile crash_tell)(int);

static void note_stop(int number)
{
    stopped = number;
}

static void set_handler(int number, void (*handler)(int), int flags)
{
    struct sigaction action;

    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static const int stop_signals[] = {SIGINT, SIGTERM, SIGHUP};
#define N_STOP_SIGNALS (sizeof stop_signals / sizeof *stop_signals)

void lmv__platform_catch_stop(void)
{
    for (size_t i = 0; i < N_STOP_SIGNALS; i++) {
        struct sigaction old;

        /* nohup and shells that start jobs in the background ignore some. */
        if (sigaction(stop_signals[i], NULL, &old) == 0 &&
            old.sa_handler == SIG_IGN)
            continue;
        set_handler(stop_signals[i], note_stop, (int)SA_RESETHAND);
    }
}

void lmv__platform_hold_stop(bool hold)
{
    sigset_t set;

    sigemptyset(&set);
    for (size_t i = 0; i < N_STOP_SIGNALS; i++)
        sigaddset(&set, stop_signals[i]);
    pthread_sigmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

int lmv__platform_stopped(void)
{
    return stopped;
}

void lmv__platform_ignore_pipe(void)
{
    set_handler(SIGPIPE, SIG_IGN, 0);
}

/* SA_RESETHAND has restored the default action: returning repeats the fault,
 * raising ends programs whose signal was sent. */
static void tell_crash(int number)
{
    void (*tell)(int) = crash_tell;

    crash_tell = NULL;
    if (tell)
        tell(number);
    raise(number);
}

void lmv__platform_on_crash(void (*tell)(int signal))
{
    static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

    crash_tell = tell;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        set_handler(signals[i], tell_crash, (int)SA_RESETHAND);
}
