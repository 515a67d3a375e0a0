#include <config.h>

#include "base/temporary.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIECE 65536u

lmv_status lmv__temporary_new(char **path, const char *near, lmv_error *err)
{
    const char *folder = getenv("TMPDIR");
    lmv__buf name;
    int fd;

    *path = NULL;
    lmv__buf_init(&name);
    if (near && strcmp(near, "-") != 0)
        lmv__buf_addf(&name, "%s.tmp-XXXXXX", near);
    else
        lmv__buf_addf(
            &name, "%s/leitmotiv-XXXXXX", folder && *folder ? folder : "/tmp");
    if (name.failed) {
        lmv__buf_clear(&name);
        return lmv__error_nomem(err);
    }
    fd = mkstemp(name.data);
    if (fd < 0) {
        lmv_status status = lmv__error_set(
            err, LMV_EIO, "cannot create %s: %s", name.data, strerror(errno));

        lmv__buf_clear(&name);
        return status;
    }
    close(fd);
    *path = name.data;
    return LMV_OK;
}

lmv_status lmv__temporary_copy(
    const char *path, lmv__output *to, lmv_error *err)
{
    char *piece = malloc(PIECE);
    lmv__input *input = NULL;
    size_t got = 1;
    lmv_status status =
        piece ? lmv__input_open(&input, path, err) : lmv__error_nomem(err);

    while (!status && got > 0) {
        status = lmv__input_read(input, piece, PIECE, &got, err);
        if (!status && got > 0)
            status = lmv__output_write(to, piece, got, err);
    }
    lmv__input_close(input);
    free(piece);
    return status;
}

void lmv__temporary_remove(char *path)
{
    if (path)
        unlink(path);
    free(path);
}
