/* Arena, vector, buffer, map, errors. */
#include "unit.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/status.h"
#include "base/vec.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

START_TEST(arena_is_zeroed_aligned_and_reusable)
{
    lmv__arena arena;
    char *first;

    lmv__arena_init(&arena, 64);
    for (size_t n = 0; n < 200; n++) {
        unsigned char *data = lmv__arena_alloc(&arena, n, 1);
        ck_assert_ptr_nonnull(data);
        ck_assert_uint_eq((uintptr_t)data % 16, 0);
        for (size_t i = 0; i < n; i++)
            ck_assert_uint_eq(data[i], 0);
        memset(data, 0xff, n);
    }
    lmv__arena_reset(&arena);
    first = lmv__arena_copy(&arena, "abc", 3);
    ck_assert_str_eq(first, "abc");
    ck_assert_str_eq(lmv__arena_printf(&arena, "%s:%d", "x", 7), "x:7");
    lmv__arena_clear(&arena);
}
END_TEST

START_TEST(arena_refuses_overflow)
{
    lmv__arena arena;

    lmv__arena_init(&arena, 0);
    ck_assert_ptr_null(lmv__arena_alloc(&arena, SIZE_MAX / 2, 4));
    ck_assert_ptr_null(lmv__arena_copy(&arena, "", SIZE_MAX));
    lmv__arena_clear(&arena);
}
END_TEST

START_TEST(vec_grows_and_keeps_items)
{
    lmv__vec vec;

    lmv__vec_init(&vec, sizeof(int));
    for (int i = 0; i < 1000; i++)
        *(int *)lmv__vec_push(&vec) = i;
    ck_assert_uint_eq(vec.len, 1000);
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(*(int *)lmv__vec_at(&vec, (size_t)i), i);
    lmv__vec_clear(&vec);
}
END_TEST

START_TEST(buf_appends_and_fails_for_good)
{
    lmv__buf buf;

    lmv__buf_init(&buf);
    lmv__buf_adds(&buf, "a");
    lmv__buf_addc(&buf, '\0');
    lmv__buf_addf(&buf, "%d", 42);
    ck_assert_uint_eq(buf.len, 4);
    ck_assert_mem_eq(buf.data,
        "a\0"
        "42",
        5);
    ck_assert(!lmv__buf_reserve(&buf, SIZE_MAX));
    lmv__buf_adds(&buf, "more");
    ck_assert(buf.failed);
    ck_assert_uint_eq(buf.len, 4);
    lmv__buf_reset(&buf);
    ck_assert(!buf.failed);
    lmv__buf_clear(&buf);
}
END_TEST

START_TEST(map_finds_what_was_set)
{
    static char keys[500][8];
    lmv__map map;

    lmv__map_init(&map);
    ck_assert_uint_eq(lmv__map_get(&map, lmv__slice_of("x")), LMV__MAP_NONE);
    for (uint32_t i = 0; i < 500; i++) {
        snprintf(keys[i], sizeof keys[i], "k%u", i);
        ck_assert(lmv__map_set(&map, lmv__slice_of(keys[i]), i));
    }
    ck_assert(lmv__map_set(&map, lmv__slice_of("k7"), 70));
    ck_assert_uint_eq(map.len, 500);
    for (uint32_t i = 0; i < 500; i++)
        ck_assert_uint_eq(
            lmv__map_get(&map, lmv__slice_of(keys[i])), i == 7 ? 70 : i);
    ck_assert_uint_eq(lmv__map_get(&map, lmv__slice_of("k500")), LMV__MAP_NONE);
    lmv__map_clear(&map);
}
END_TEST

START_TEST(errors_are_optional_and_bounded)
{
    lmv_error err = LMV_ERROR_INIT;
    char lengthy[2000];

    memset(lengthy, 'x', sizeof lengthy - 1);
    lengthy[sizeof lengthy - 1] = '\0';
    ck_assert_int_eq(lmv__error_set(NULL, LMV_EIO, "%s", "x"), LMV_EIO);
    lmv__error_at(NULL, "x", 1, 1);
    ck_assert_int_eq(
        lmv__error_set(&err, LMV_ERULES, "%s", lengthy), LMV_ERULES);
    ck_assert_uint_eq(strlen(err.message), sizeof err.message - 1);
    lmv__error_at(&err, "a.yml", 3, 4);
    ck_assert_str_eq(err.file, "a.yml");
    ck_assert_uint_eq(err.line, 3);
    ck_assert_str_eq(lmv_status_name(LMV_ELIMIT), "limit reached");
    ck_assert_str_eq(lmv_status_name((lmv_status)99), "unknown status");
}
END_TEST

static Suite *base_suite(void)
{
    Suite *suite = suite_create("base");
    TCase *tcase = tcase_create("base");

    tcase_add_test(tcase, arena_is_zeroed_aligned_and_reusable);
    tcase_add_test(tcase, arena_refuses_overflow);
    tcase_add_test(tcase, vec_grows_and_keeps_items);
    tcase_add_test(tcase, buf_appends_and_fails_for_good);
    tcase_add_test(tcase, map_finds_what_was_set);
    tcase_add_test(tcase, errors_are_optional_and_bounded);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(base_suite)
