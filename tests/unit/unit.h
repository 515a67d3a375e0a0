/*
 * What every unit test program shares: `UNIT_MAIN(suite_function)` runs one
 * suite and writes TAP.
 */
#ifndef LMV_TESTS_UNIT_H
#define LMV_TESTS_UNIT_H

#include <check.h>
#include <stdlib.h>

#define UNIT_MAIN(make_suite)                           \
    int main(void)                                      \
    {                                                   \
        SRunner *runner = srunner_create(make_suite()); \
        int failed;                                     \
                                                        \
        srunner_set_tap(runner, "-");                   \
        srunner_run_all(runner, CK_SILENT);             \
        failed = srunner_ntests_failed(runner);         \
        srunner_free(runner);                           \
        return failed ? EXIT_FAILURE : EXIT_SUCCESS;    \
    }

#endif
