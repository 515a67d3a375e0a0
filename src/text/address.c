/*
 * Addresses: URLs, mail addresses and host names are one token, so that their
 * dots end no sentence.
 */
#include "text/cutter.h"

#include <string.h>

#define MAX_LABEL 63u
#define MAX_NAME 254u

static bool is_host_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || (unsigned char)c >= 0x80;
}

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

static bool is_letter_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Letters beyond ASCII may stand in a host, dashes and quotes may not. */
static uint32_t scan_label(lmv__slice text, uint32_t pos)
{
    uint32_t limit = pos + MAX_NAME;

    while (pos < text.len && pos < limit && is_host_byte(text.ptr[pos])) {
        lmv__char ch = lmv__char_at(text, pos);
        if (ch.c >= 0x80 && ch.kind != LMV__CHAR_LETTER)
            break;
        pos = ch.end;
    }
    return pos;
}

/* label(.label)+ where the last label is one that `host_endings` has; `any`
 * takes every last label of two letters or more.  `pos` when it is none. */
static uint32_t scan_host(const lmv__cut *cut, uint32_t pos, bool any)
{
    uint32_t at = scan_label(cut->text, pos), end = pos;

    while (at > pos && at - pos < MAX_NAME && at + 1 < cut->text.len &&
           cut->text.ptr[at] == '.') {
        lmv__span label = {at + 1, scan_label(cut->text, at + 1)};
        if (label.end == label.start || label.end - label.start > MAX_LABEL)
            break;
        if (is_letter_byte(cut->text.ptr[label.start]) &&
            (any ? label.end - label.start > 1
                 : lmv__langdata_has(cut->data, LMV__HOST_ENDINGS,
                       lmv__cut_folded(cut, label)) != 0))
            end = label.end;
        at = label.end;
    }
    return end;
}

/* To the next blank, without the punctuation that ends the sentence. */
static uint32_t scan_path(lmv__slice text, uint32_t start, uint32_t pos)
{
    uint32_t depth = 0;

    while (pos < text.len) {
        lmv__char ch = lmv__char_at(text, pos);
        if (ch.kind == LMV__CHAR_BLANK || ch.kind == LMV__CHAR_NEWLINE ||
            ch.c == '<' || ch.c == '>' || ch.c == '"')
            break;
        if (ch.c == '(')
            depth++;
        if (ch.c == ')' && !depth--)
            break;
        pos = ch.end;
    }
    while (pos > start && is_one_of(text.ptr[pos - 1], ".,;:!?'*_|"))
        pos--;
    return pos;
}

static bool begins(lmv__slice text, uint32_t pos, const char *with)
{
    size_t len = strlen(with);

    if (len > text.len - pos)
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = text.ptr[pos + i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != with[i])
            return false;
    }
    return true;
}

/* The name before '@': letters, digits and . _ % + - */
static uint32_t scan_mailbox(lmv__slice text, uint32_t pos)
{
    uint32_t limit = pos + MAX_NAME;

    while (
        pos < text.len && pos < limit &&
        ((is_host_byte(text.ptr[pos]) && (unsigned char)text.ptr[pos] < 0x80) ||
            is_one_of(text.ptr[pos], "._%+")))
        pos++;
    return pos;
}

uint32_t lmv__scan_address(const lmv__cut *cut, uint32_t pos)
{
    lmv__slice text = cut->text;
    uint32_t run = scan_mailbox(text, pos), end;

    if (run == pos)
        return pos;
    if (run < text.len && text.ptr[run] == ':' && begins(text, run, "://"))
        return scan_path(text, pos, run + 3);
    if (run < text.len && text.ptr[run] == ':' && begins(text, pos, "mailto:"))
        return scan_path(text, pos, pos + 7);
    if (run > pos + 4 && begins(text, pos, "www."))
        return scan_path(text, pos, pos + 4);
    if (run < text.len && text.ptr[run] == '@') {
        end = scan_host(cut, run + 1, true);
        if (end > run + 1)
            return end;
    }
    if (!memchr(text.ptr + pos, '.', run - pos) &&
        !(run < text.len && (unsigned char)text.ptr[run] >= 0x80))
        return pos;
    end = scan_host(cut, pos, false);
    if (end > pos && end < text.len && text.ptr[end] == '/')
        return scan_path(text, pos, end);
    return end;
}
