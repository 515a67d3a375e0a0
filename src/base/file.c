#include "config.h"

#include "base/file.h"

#include "base/platform.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define OUTPUT_BUFFER (256u * 1024u)
#define NAME_TRIES 100

struct lmv__input {
    int fd;
    bool own;
    uint64_t size;
    char *name; /* for messages */
};

struct lmv__output {
    int fd;
    bool own;        /* fd is closed at the end */
    char *name;      /* for messages and rename */
    char *temporary; /* NULL: written to directly */
    char *buffer;
    size_t held;
};

static lmv_status system_error(
    lmv_error *err, const char *what, const char *name, int code)
{
    lmv_status status = LMV_EIO;

    if (code == ENOENT)
        status = LMV_ENOTFOUND;
    if (code == EPIPE)
        status = LMV_ECANCELLED;
    return lmv__error_set(
        err, status, "cannot %s %s: %s", what, name, strerror(code));
}

static char *copy_text(const char *text)
{
    size_t len = strlen(text) + 1;
    char *copy = malloc(len);

    if (copy)
        memcpy(copy, text, len);
    return copy;
}

/* Input */

lmv_status lmv__input_open(lmv__input **out, const char *path, lmv_error *err)
{
    bool standard = strcmp(path, "-") == 0;
    lmv__input *input;
    struct stat st;
    int fd;

    *out = NULL;
    fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return system_error(err, "open", path, errno);
    input = calloc(1, sizeof *input);
    if (input)
        input->name = copy_text(standard ? "the standard input" : path);
    if (!input || !input->name) {
        free(input);
        if (!standard)
            close(fd);
        return lmv__error_nomem(err);
    }
    input->fd = fd;
    input->own = !standard;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
        input->size = (uint64_t)st.st_size;
    else if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
        lmv_status status = system_error(err, "read", input->name, EISDIR);

        lmv__input_close(input);
        return status;
    }
    *out = input;
    return LMV_OK;
}

void lmv__input_close(lmv__input *input)
{
    if (!input)
        return;
    if (input->own)
        close(input->fd);
    free(input->name);
    free(input);
}

lmv_status lmv__input_read(
    lmv__input *input, char *bytes, size_t size, size_t *got, lmv_error *err)
{
    ssize_t n;

    do
        n = read(input->fd, bytes, size);
    while (n < 0 && errno == EINTR && !lmv__platform_stopped());
    *got = n > 0 ? (size_t)n : 0;
    if (n < 0 && errno == EINTR)
        return lmv__error_set(
            err, LMV_ECANCELLED, "stopped while reading %s", input->name);
    if (n < 0)
        return system_error(err, "read", input->name, errno);
    return LMV_OK;
}

uint64_t lmv__input_size(const lmv__input *input)
{
    return input->size;
}

lmv_status lmv__file_load(
    const char *path, size_t limit, lmv__buf *out, lmv_error *err)
{
    size_t begin = out->len, got = 1;
    lmv__input *input;
    lmv_status status = lmv__input_open(&input, path, err);

    if (status)
        return status;
    while (!status && got > 0) {
        if (!lmv__buf_reserve(out, 65536)) {
            status = lmv__error_nomem(err);
            break;
        }
        status = lmv__input_read(input, out->data + out->len, 65536, &got, err);
        out->len += got;
        if (!status && out->len - begin > limit)
            status = lmv__error_set(
                err, LMV_ELIMIT, "%s is larger than %zu bytes", path, limit);
    }
    lmv__input_close(input);
    if (status)
        out->len = begin;
    if (out->data)
        out->data[out->len] = '\0';
    return status;
}

/* Output */

static void free_output(lmv__output *output)
{
    free(output->name);
    free(output->temporary);
    free(output->buffer);
    free(output);
}

/* Opens NAME.part-xxxxxx beside `name`, with the permissions that the umask
 * or the file which is replaced gives. */
static lmv_status open_temporary(
    lmv__output *output, const struct stat *old, lmv_error *err)
{
    size_t size = strlen(output->name) + sizeof ".part-ffffff";
    struct timespec now = {0, 0};

    output->temporary = malloc(size);
    if (!output->temporary)
        return lmv__error_nomem(err);
    clock_gettime(CLOCK_REALTIME, &now);
    for (unsigned i = 0; i < NAME_TRIES; i++) {
        unsigned tag = (unsigned)getpid() * 7919u + (unsigned)now.tv_nsec + i;

        snprintf(output->temporary, size, "%s.part-%06x", output->name,
            tag & 0xFFFFFFu);
        output->fd = open(output->temporary,
            O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0666);
        if (output->fd >= 0 || errno != EEXIST)
            break;
    }
    if (output->fd < 0)
        return system_error(err, "create", output->temporary, errno);
    output->own = true;
    if (old && fchmod(output->fd, old->st_mode & 0777) < 0) {
        /* The new file then has the usual permissions. */
    }
    return LMV_OK;
}

/* A link is followed, so that the file behind it is replaced. */
static lmv_status resolve(lmv__output *output, lmv_error *err)
{
    char *real = realpath(output->name, NULL);

    if (!real)
        return system_error(err, "write", output->name, errno);
    free(output->name);
    output->name = real;
    return LMV_OK;
}

static lmv_status open_output(
    lmv__output *output, const char *path, lmv_error *err)
{
    struct stat st;
    lmv_status status;

    if (strcmp(path, "-") == 0) {
        output->fd = STDOUT_FILENO;
        return LMV_OK;
    }
    if (stat(path, &st) < 0)
        return open_temporary(output, NULL, err);
    if (S_ISDIR(st.st_mode))
        return system_error(err, "write", path, EISDIR);
    if (S_ISREG(st.st_mode)) {
        if (access(path, W_OK) < 0)
            return system_error(err, "write", path, errno);
        status = resolve(output, err);
        return status ? status : open_temporary(output, &st, err);
    }
    output->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    output->own = true;
    if (output->fd < 0)
        return system_error(err, "write", path, errno);
    return LMV_OK;
}

lmv_status lmv__output_create(
    lmv__output **out, const char *path, lmv_error *err)
{
    lmv__output *output = calloc(1, sizeof *output);
    lmv_status status;

    *out = NULL;
    if (!output)
        return lmv__error_nomem(err);
    output->fd = -1;
    output->name =
        copy_text(strcmp(path, "-") == 0 ? "the standard output" : path);
    output->buffer = malloc(OUTPUT_BUFFER);
    status = output->name && output->buffer ? open_output(output, path, err)
                                            : lmv__error_nomem(err);
    if (status) {
        free_output(output);
        return status;
    }
    *out = output;
    return LMV_OK;
}

static lmv_status write_all(
    lmv__output *output, const char *bytes, size_t len, lmv_error *err)
{
    while (len > 0) {
        ssize_t n = write(output->fd, bytes, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return system_error(err, "write", output->name, errno);
        bytes += n;
        len -= (size_t)n;
    }
    return LMV_OK;
}

lmv_status lmv__output_flush(lmv__output *output, lmv_error *err)
{
    size_t held = output->held;

    output->held = 0;
    return write_all(output, output->buffer, held, err);
}

lmv_status lmv__output_write(
    lmv__output *output, const void *bytes, size_t len, lmv_error *err)
{
    lmv_status status;

    if (len > OUTPUT_BUFFER - output->held) {
        status = lmv__output_flush(output, err);
        if (status)
            return status;
        if (len >= OUTPUT_BUFFER)
            return write_all(output, bytes, len, err);
    }
    if (len)
        memcpy(output->buffer + output->held, bytes, len);
    output->held += len;
    return LMV_OK;
}

const char *lmv__output_temporary(const lmv__output *output)
{
    if (output->temporary)
        return output->temporary;
    return output->own ? output->name : "-";
}

/* A name is safe on the disk only when its folder is. */
static void sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder;
    int fd;

    folder = copy_text(slash ? path : ".");
    if (!folder)
        return;
    if (slash)
        folder[slash == path ? 1 : slash - path] = '\0';
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd); /* some file systems refuse: no harm */
        close(fd);
    }
    free(folder);
}

static lmv_status finish(lmv__output *output, lmv_error *err)
{
    lmv_status status = lmv__output_flush(output, err);

    if (!status && output->temporary && fsync(output->fd) < 0 &&
        errno != EINVAL && errno != ENOTSUP)
        status = system_error(err, "write", output->name, errno);
    if (output->own && close(output->fd) < 0 && !status)
        status = system_error(err, "write", output->name, errno);
    if (!status && output->temporary &&
        rename(output->temporary, output->name) < 0)
        status = system_error(err, "create", output->name, errno);
    return status;
}

lmv_status lmv__output_commit(lmv__output *output, lmv_error *err)
{
    lmv_status status = finish(output, err);

    if (output->temporary) {
        if (status)
            unlink(output->temporary);
        else
            sync_folder(output->name);
    }
    free_output(output);
    return status;
}

void lmv__output_abandon(lmv__output *output, bool keep)
{
    if (!output)
        return;
    if (keep)
        (void)lmv__output_flush(output, NULL);
    if (output->own)
        close(output->fd);
    if (output->temporary && !keep)
        unlink(output->temporary);
    free_output(output);
}

lmv_status lmv__file_save(
    const char *path, const void *bytes, size_t len, lmv_error *err)
{
    lmv__output *output;
    lmv_status status = lmv__output_create(&output, path, err);

    if (status != LMV_OK)
        return status;
    status = lmv__output_write(output, bytes, len, err);
    if (status == LMV_OK)
        return lmv__output_commit(output, err);
    lmv__output_abandon(output, false);
    return status;
}
