/*
 * Runs a program and notes what it took.
 *
 *     timed FILE NAME COMMENTS REPEATS OUTPUT PROGRAM ARGUMENT...
 *
 * The program's output goes to OUTPUT.  For each run a row is added to FILE:
 * name, comments, run, wall seconds, CPU seconds, peak KiB.  Ends with the
 * program's exit code when it fails.
 */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_RUNS = 1000 };

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

static double wall(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void become(const char *output, char **program)
{
    int file = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0666);

    if (file >= 0 && dup2(file, STDOUT_FILENO) >= 0)
        execvp(program[0], program);
    perror(program[0]);
    _exit(127);
}

/* The exit code; 128 when a signal ended it. */
static int run_once(char **argv, int run)
{
    double start = wall(), took;
    struct rusage used;
    pid_t child = fork();
    int status = 0;
    FILE *rows;

    if (child == 0)
        become(argv[5], argv + 6);
    if (child < 0 || wait4(child, &status, 0, &used) < 0)
        return 126;
    took = wall() - start;
    if (!WIFEXITED(status) || WEXITSTATUS(status))
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    rows = fopen(argv[1], "a");
    if (!rows)
        return 126;
    fprintf(rows, "%s\t%s\t%d\t%.6f\t%.6f\t%ld\n", argv[2], argv[3], run, took,
        seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss);
    return fclose(rows) ? 126 : 0;
}

int main(int argc, char **argv)
{
    int code = 0, runs = argc > 6 ? atoi(argv[4]) : 0;

    if (runs < 1 || runs > MOST_RUNS) {
        fputs("Usage: timed FILE NAME COMMENTS REPEATS OUTPUT PROGRAM...\n",
            stderr);
        return 2;
    }
    for (int run = 1; run <= runs && !code; run++)
        code = run_once(argv, run);
    return code;
}
