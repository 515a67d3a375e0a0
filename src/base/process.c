#include <config.h>

#include "base/process.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

bool lmv__process_terminal(int fd)
{
    return isatty(fd) != 0;
}

int lmv__process_columns(int fd)
{
    struct winsize size;

    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
        return size.ws_col;
    return 80;
}

bool lmv__process_same_file(const char *a, const char *b)
{
    struct stat x, y;

    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino;
}

lmv_status lmv__process_make_folder(const char *path, lmv_error *err)
{
    if (mkdir(path, 0777) == 0)
        return LMV_OK;
    return lmv__error_set(err, errno == EEXIST ? LMV_EINVAL : LMV_EIO,
        "cannot make the folder %s: %s", path, strerror(errno));
}

double lmv__process_clock(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void lmv__process_date(char out[32])
{
    time_t now = time(NULL);
    struct tm utc;

    gmtime_r(&now, &utc);
    strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

unsigned lmv__process_cores(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : n > 256 ? 256 : (unsigned)n;
}

void lmv__process_say(const char *text)
{
    size_t length = strlen(text);

    while (length > 0) {
        ssize_t n = write(STDERR_FILENO, text, length);

        if (n <= 0)
            return;
        text += n;
        length -= (size_t)n;
    }
}
