/*
 * Codes of diagnostics: the one table of what the loader can report, so that
 * messages, documentation and tests agree.
 *
 *     E1xx YAML   E2xx structure   E22x references   W... the same, warnings
 *
 * LMV__RULE_CODES(X) calls X(code, what it stands for).
 */
#ifndef LMV_RULES_CODES_H
#define LMV_RULES_CODES_H

#include <stddef.h>

#define LMV__RULE_CODES(X)                                                   \
    X("E101", "the file is not valid YAML")                                  \
    X("E102", "a tab where YAML wants blanks")                               \
    X("E103", "a key is given twice")                                        \
    X("E104", "bytes or characters that a rule file cannot hold")            \
    X("E105", "YAML that rule files do without: anchors, aliases, tags ...") \
    X("E106", "no document, or more than one")                               \
    X("E107", "too large or too deeply nested")                              \
    X("E108", "text on the line of | or >")                                  \
    X("E109", "a backslash in double quotes that makes another character")   \
    X("E110", "a value begins with a character that YAML reserves")          \
    X("E111", "a colon and a blank inside a text without quotes")            \
    X("E112", "a key that is no text")                                       \
    X("E113", "several lines run together to one entry")                     \
    X("W121", "` #` begins a comment; the rest of the line is dropped")      \
    X("W122", "a comma in [ ] divides a text")                               \
    X("W123", "typographic quotes do not quote")                             \
    X("W124", "something beside the pack's files is not read")               \
    X("E201", "the first key has to be `leitmotiv: 1`")                      \
    X("E202", "the pack header is missing or in the wrong file")             \
    X("E203", "an unknown key")                                              \
    X("E204", "a key is missing")                                            \
    X("E205", "a value of the wrong type")                                   \
    X("E206", "a value that is not in its list")                             \
    X("E207", "a malformed id or name")                                      \
    X("E208", "an id or name is used twice")                                 \
    X("E209", "no matcher, or more than one")                                \
    X("E210", "a key that means nothing here")                               \
    X("E211", "an empty list or text")                                       \
    X("E212", "a bad number")                                                \
    X("E213", "a reserved name")                                             \
    X("E214", "not supported by this version")                               \
    X("E215", "more than the language allows")                               \
    X("E216", "language data that cannot be used")                           \
    X("E217", "a file or folder cannot be read")                             \
    X("E220", "an unknown list")                                             \
    X("E221", "an unknown macro")                                            \
    X("E222", "an unknown guard")                                            \
    X("E223", "an unknown theme")                                            \
    X("E224", "an unknown pack")                                             \
    X("E225", "a cycle")                                                     \
    X("E226", "a clash of names")                                            \
    X("E227", "defined in a pack that is not imported")                      \
    X("E228", "refers to a theme that has errors")                           \
    X("E229", "an unknown language")                                         \
    X("W230", "refers to a deprecated theme")

typedef struct lmv__code {
    const char *code, *meaning;
} lmv__code;

/* Code i of the table, in its order; NULL behind the last. */
const lmv__code *lmv__rule_code(size_t i);

#endif
