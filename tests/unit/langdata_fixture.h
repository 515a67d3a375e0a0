/*
 * The shipped language data (rules/common/language.yml), read by a small
 * reader of the tests' own, so that the parts of text/ are tested without the
 * rules loader.
 */
#ifndef LMV_TESTS_LANGDATA_FIXTURE_H
#define LMV_TESTS_LANGDATA_FIXTURE_H

#include "text/langdata.h"

/* Sealed.  Owned; fails the test when it cannot be read. */
lmv__langdata *langdata_fixture(void);
/* The same from any YAML text. */
lmv__langdata *langdata_from_yaml(const char *yaml, size_t len);

#endif
