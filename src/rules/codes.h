/*
 * Codes of diagnostics: the one table of what the loader can report, so that
 * messages, documentation and tests agree.
 *
 *     E1xx YAML   E2xx structure   E22x references   E3xx words and patterns
 *     E5xx examples   E6xx plugins   W... the same, as warnings
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
    X("E231", "something to remove or change that is not there")             \
    X("W230", "refers to a deprecated theme")                                \
    X("E301", "an unbalanced bracket or quote in an entry")                  \
    X("E302", "a gap at the end of an entry, or a bad one")                  \
    X("E303", "`&` where it cannot stand")                                   \
    X("E306", "an entry that says nothing, or half of something")            \
    X("E308", "brackets or lists too deep")                                  \
    X("E309", "an entry that is too large")                                  \
    X("E312", "a list without entries for this language")                    \
    X("E320", "something that patterns must not have")                       \
    X("E321", "a pattern that PCRE2 does not accept")                        \
    X("E322", "a pattern that matches the empty string")                     \
    X("W330", "an entry is there twice")                                     \
    X("W331", "an entry that another one finds already")                     \
    X("W332", "an umlaut in a pattern")                                      \
    X("W333", "| between [ and ]")                                           \
    X("W334", "a dot between letters in a pattern")                          \
    X("W335", "a pattern in which no word has to be there")                  \
    X("W336", "a pattern that takes too many steps")                         \
    X("W337", "a wildcard with too short a stem")                            \
    X("W401", "a threshold that cannot be reached")                          \
    X("W402", "a signal that adds nothing")                                  \
    X("W403", "`unless` blocks every entry")                                 \
    X("W404", "a language of the pack without an entry")                     \
    X("W405", "two themes that look for the same")                           \
    X("E501", "a match example that does not match")                         \
    X("E502", "a no_match example that matches")                             \
    X("E503", "an example that could not be decided")                        \
    X("E504", "two examples that contradict each other")                     \
    X("W505", "a theme without examples in a language")                      \
    X("W506", "a signal that no example shows")                              \
    X("E603", "the theme's plugin was refused")                              \
    X("E604", "the theme's plugin is unknown")                               \
    X("E605", "the plugin refuses the theme")                                \
    X("E606", "plugins need each other in a circle")                         \
    X("W601", "a plugin was refused")                                        \
    X("W602", "a folder of plugins is not used")

typedef struct lmv__code {
    const char *code, *meaning;
} lmv__code;

/* Code i of the table, in its order; NULL behind the last. */
const lmv__code *lmv__rule_code(size_t i);

#endif
