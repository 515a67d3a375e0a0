/* Files: a name holds a complete file or what it held before. */
#include "config.h"

#include "unit.h"

#include "base/file.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[4096];

static const char *in(const char *name)
{
    static char path[2][5000];
    static int turn;

    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static size_t count_files(void)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    size_t n = 0;

    ck_assert_ptr_nonnull(dir);
    while ((entry = readdir(dir)))
        n += entry->d_name[0] != '.';
    closedir(dir);
    return n;
}

static void make_folder(void)
{
    snprintf(folder, sizeof folder, "%s/file-XXXXXX", TESTS_BUILDDIR);
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void drop_folder(void)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;

    while (dir && (entry = readdir(dir)))
        if (entry->d_name[0] != '.')
            unlink(in(entry->d_name));
    closedir(dir);
    rmdir(folder);
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");

    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static void expect(const char *path, const char *text)
{
    lmv__buf bytes;

    lmv__buf_init(&bytes);
    ck_assert_int_eq(lmv__file_load(path, 1 << 20, &bytes, NULL), LMV_OK);
    ck_assert_uint_eq(bytes.len, strlen(text));
    ck_assert_mem_eq(bytes.data, text, bytes.len);
    lmv__buf_clear(&bytes);
}

START_TEST(appears_when_complete)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__output *output;

    ck_assert_int_eq(lmv__output_create(&output, in("a"), &err), LMV_OK);
    ck_assert_int_eq(lmv__output_write(output, "one ", 4, &err), LMV_OK);
    ck_assert_int_eq(access(in("a"), F_OK), -1);
    ck_assert_ptr_nonnull(strstr(lmv__output_temporary(output), "/a.part-"));
    ck_assert_int_eq(lmv__output_write(output, "two", 3, &err), LMV_OK);
    ck_assert_int_eq(lmv__output_commit(output, &err), LMV_OK);
    expect(in("a"), "one two");
    ck_assert_uint_eq(count_files(), 1);
}
END_TEST

START_TEST(large_writes_pass_the_buffer)
{
    size_t size = 700000;
    char *bytes = malloc(size);
    lmv__output *output;
    lmv__buf back;

    ck_assert_ptr_nonnull(bytes);
    for (size_t i = 0; i < size; i++)
        bytes[i] = (char)(i * 31 >> 3);
    ck_assert_int_eq(lmv__output_create(&output, in("a"), NULL), LMV_OK);
    ck_assert_int_eq(lmv__output_write(output, bytes, 10, NULL), LMV_OK);
    ck_assert_int_eq(
        lmv__output_write(output, bytes + 10, 600000, NULL), LMV_OK);
    for (size_t i = 600010; i < size; i += 10)
        ck_assert_int_eq(lmv__output_write(output, bytes + i, 10, NULL), 0);
    ck_assert_int_eq(lmv__output_commit(output, NULL), LMV_OK);
    lmv__buf_init(&back);
    ck_assert_int_eq(lmv__file_load(in("a"), size, &back, NULL), LMV_OK);
    ck_assert_uint_eq(back.len, size);
    ck_assert_mem_eq(back.data, bytes, size);
    lmv__buf_clear(&back);
    free(bytes);
}
END_TEST

START_TEST(abandoned_leaves_the_old)
{
    lmv__output *output;
    char kept[5100];

    put(in("a"), "old");
    ck_assert_int_eq(lmv__output_create(&output, in("a"), NULL), LMV_OK);
    ck_assert_int_eq(lmv__output_write(output, "new", 3, NULL), LMV_OK);
    lmv__output_abandon(output, false);
    expect(in("a"), "old");
    ck_assert_uint_eq(count_files(), 1);

    ck_assert_int_eq(lmv__output_create(&output, in("a"), NULL), LMV_OK);
    ck_assert_int_eq(lmv__output_write(output, "half", 4, NULL), LMV_OK);
    snprintf(kept, sizeof kept, "%s", lmv__output_temporary(output));
    lmv__output_abandon(output, true);
    expect(in("a"), "old");
    expect(kept, "half");
    lmv__output_abandon(NULL, true);
}
END_TEST

START_TEST(permissions_and_links_stay)
{
    lmv__output *output;
    struct stat st;

    put(in("real"), "old");
    ck_assert_int_eq(chmod(in("real"), 0640), 0);
    ck_assert_int_eq(symlink("real", in("link")), 0);
    ck_assert_int_eq(lmv__output_create(&output, in("link"), NULL), LMV_OK);
    ck_assert_int_eq(lmv__output_write(output, "new", 3, NULL), LMV_OK);
    ck_assert_int_eq(lmv__output_commit(output, NULL), LMV_OK);
    expect(in("real"), "new");
    ck_assert_int_eq(lstat(in("link"), &st), 0);
    ck_assert(S_ISLNK(st.st_mode));
    ck_assert_int_eq(stat(in("real"), &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, 0640);
}
END_TEST

START_TEST(refusals_name_path_and_reason)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__output *output;
    lmv__input *input;
    lmv__buf bytes;

    ck_assert_int_eq(
        lmv__output_create(&output, in("no/such"), &err), LMV_ENOTFOUND);
    ck_assert_ptr_null(output);
    ck_assert_ptr_nonnull(strstr(err.message, in("no/such")));
    ck_assert_ptr_nonnull(strstr(err.message, "No such file"));
    ck_assert_int_eq(lmv__output_create(&output, folder, &err), LMV_EIO);
    ck_assert_ptr_nonnull(strstr(err.message, "Is a directory"));
    ck_assert_int_eq(lmv__input_open(&input, folder, &err), LMV_EIO);
    ck_assert_ptr_nonnull(strstr(err.message, "Is a directory"));
    ck_assert_int_eq(lmv__input_open(&input, in("none"), &err), LMV_ENOTFOUND);
    ck_assert_ptr_nonnull(strstr(err.message, in("none")));
    put(in("a"), "12345");
    lmv__buf_init(&bytes);
    ck_assert_int_eq(lmv__file_load(in("a"), 4, &bytes, &err), LMV_ELIMIT);
    ck_assert_uint_eq(bytes.len, 0);
    lmv__buf_clear(&bytes);
}
END_TEST

START_TEST(a_full_disk_is_told)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__output *output;
    lmv_status status;

    if (access("/dev/full", W_OK) < 0)
        return;
    ck_assert_int_eq(lmv__output_create(&output, "/dev/full", &err), LMV_OK);
    ck_assert_int_eq(lmv__output_write(output, "x", 1, &err), LMV_OK);
    status = lmv__output_commit(output, &err);
    ck_assert_int_eq(status, LMV_EIO);
    ck_assert_ptr_nonnull(
        strstr(err.message, "cannot write /dev/full: No space left"));
}
END_TEST

START_TEST(a_closed_pipe_is_quiet)
{
    lmv_error err = LMV_ERROR_INIT;
    int ends[2], old = dup(STDOUT_FILENO);
    lmv__output *output;
    lmv_status status;

    signal(SIGPIPE, SIG_IGN);
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(dup2(ends[1], STDOUT_FILENO), STDOUT_FILENO);
    close(ends[0]);
    close(ends[1]);
    ck_assert_int_eq(lmv__output_create(&output, "-", &err), LMV_OK);
    ck_assert_str_eq(lmv__output_temporary(output), "-");
    lmv__output_write(output, "x", 1, &err);
    status = lmv__output_commit(output, &err);
    dup2(old, STDOUT_FILENO);
    close(old);
    ck_assert_int_eq(status, LMV_ECANCELLED);
}
END_TEST

START_TEST(input_knows_its_size)
{
    lmv__input *input;
    char bytes[8];
    size_t got;

    put(in("a"), "12345");
    ck_assert_int_eq(lmv__input_open(&input, in("a"), NULL), LMV_OK);
    ck_assert_uint_eq(lmv__input_size(input), 5);
    ck_assert_int_eq(
        lmv__input_read(input, bytes, sizeof bytes, &got, NULL), LMV_OK);
    ck_assert_uint_eq(got, 5);
    ck_assert_int_eq(
        lmv__input_read(input, bytes, sizeof bytes, &got, NULL), LMV_OK);
    ck_assert_uint_eq(got, 0);
    lmv__input_close(input);
    lmv__input_close(NULL);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("file");
    TCase *tcase = tcase_create("file");

    tcase_add_checked_fixture(tcase, make_folder, drop_folder);
    tcase_add_test(tcase, appears_when_complete);
    tcase_add_test(tcase, large_writes_pass_the_buffer);
    tcase_add_test(tcase, abandoned_leaves_the_old);
    tcase_add_test(tcase, permissions_and_links_stay);
    tcase_add_test(tcase, refusals_name_path_and_reason);
    tcase_add_test(tcase, a_full_disk_is_told);
    tcase_add_test(tcase, a_closed_pipe_is_quiet);
    tcase_add_test(tcase, input_knows_its_size);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(make_suite)
