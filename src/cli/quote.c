#include <config.h>

#include "cli/quote.h"

#include <string.h>

void lmv__quote_word(lmv__buf *out, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-_./,:=+@%";

    if (*word && word[strspn(word, plain)] == '\0') {
        lmv__buf_adds(out, word);
        return;
    }
    lmv__buf_addc(out, '\'');
    for (; *word; word++)
        if (*word == '\'')
            lmv__buf_adds(out, "'\\''");
        else
            lmv__buf_addc(out, *word);
    lmv__buf_addc(out, '\'');
}
