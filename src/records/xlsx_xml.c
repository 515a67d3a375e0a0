#include <config.h>

#include "base/status.h" /* never an empty file, also without the library */

#ifdef HAVE_XLSX

#include "records/xlsx.h"

#include <stdarg.h>
#include <string.h>

enum { PIECE = 64 * 1024 };

void lmv__xml_fail(lmv__xml *xml, lmv_status status, const char *format, ...)
{
    char text[256];
    va_list args;

    if (xml->status)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    xml->status = lmv__error_set(&xml->problem, status, "%s", text);
    XML_StopParser(xml->parser, XML_FALSE);
}

void lmv__xml_pause(lmv__xml *xml)
{
    if (!xml->status)
        XML_StopParser(xml->parser, XML_TRUE);
}

static const char *local(const char *name)
{
    const char *colon = strchr(name, ':');

    return colon ? colon + 1 : name;
}

static void XMLCALL on_begin(
    void *payload, const XML_Char *name, const XML_Char **attributes)
{
    lmv__xml *xml = payload;

    if (xml->status)
        return;
    if (++xml->depth > LMV__XLSX_MAX_DEPTH) {
        lmv__xml_fail(xml, LMV_ELIMIT, "its elements are nested too deeply");
        return;
    }
    xml->handlers->begin(xml, local(name), attributes);
}

static void XMLCALL on_end(void *payload, const XML_Char *name)
{
    lmv__xml *xml = payload;

    if (xml->status)
        return;
    xml->depth--;
    xml->handlers->end(xml, local(name));
}

static void XMLCALL on_text(void *payload, const XML_Char *text, int len)
{
    lmv__xml *xml = payload;

    if (!xml->collect || xml->silent > 0 || xml->status || len <= 0)
        return;
    if (xml->text.len + (size_t)len > 2u * LMV__MAX_RECORD) {
        if (xml->text.len <= LMV__MAX_RECORD) /* it says: too long */
            lmv__buf_add(&xml->text, text, (size_t)len);
        return;
    }
    lmv__buf_add(&xml->text, text, (size_t)len);
}

/* Entities, and with them bombs and other files, need a DTD. */
static void XMLCALL on_doctype(void *payload, const XML_Char *name,
    const XML_Char *system, const XML_Char *public, int has_subset)
{
    (void)name;
    (void)system;
    (void)public;
    (void)has_subset;
    lmv__xml_fail(payload, LMV_EFORMAT,
        "it has a DTD, which no workbook needs: not read");
}

lmv_status lmv__xml_init(lmv__xml *xml, lmv__zip *zip,
    const lmv__xml_handlers *handlers, void *payload, lmv_error *err)
{
    memset(xml, 0, sizeof *xml);
    lmv__buf_init(&xml->text);
    xml->zip = zip;
    xml->handlers = handlers;
    xml->payload = payload;
    xml->parser = XML_ParserCreate(NULL);
    if (!xml->parser)
        return lmv__error_nomem(err);
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_begin, on_end);
    XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
    return LMV_OK;
}

void lmv__xml_clear(lmv__xml *xml)
{
    if (xml->parser)
        XML_ParserFree(xml->parser);
    lmv__buf_clear(&xml->text);
    memset(xml, 0, sizeof *xml);
}

static lmv_status tell(const lmv__xml *xml, lmv_error *err)
{
    enum XML_Error code = XML_GetErrorCode(xml->parser);

    if (xml->status)
        return lmv__error_set(err, xml->status, "%.100s, line %lu: %s",
            xml->zip->name,
            (unsigned long)XML_GetCurrentLineNumber(xml->parser),
            xml->problem.message);
    if (code == XML_ERROR_NO_MEMORY)
        return lmv__error_nomem(err);
    return lmv__error_set(err, LMV_EFORMAT,
        "the workbook is damaged: %.100s, line %lu: %s", xml->zip->name,
        (unsigned long)XML_GetCurrentLineNumber(xml->parser),
        XML_ErrorString(code));
}

static lmv_status feed(lmv__xml *xml, enum XML_Status *outcome, lmv_error *err)
{
    void *room = XML_GetBuffer(xml->parser, PIECE);
    size_t got;
    lmv_status status;

    if (!room)
        return lmv__error_nomem(err);
    status = lmv__zip_read(xml->zip, room, PIECE, &got, err);
    if (status)
        return status;
    xml->ended = got == 0;
    *outcome = XML_ParseBuffer(xml->parser, (int)got, xml->ended);
    return LMV_OK;
}

lmv_status lmv__xml_step(lmv__xml *xml, bool *paused, lmv_error *err)
{
    *paused = false;
    for (;;) {
        XML_ParsingStatus state;
        enum XML_Status outcome = XML_STATUS_OK;
        lmv_status status = LMV_OK;

        XML_GetParsingStatus(xml->parser, &state);
        if (state.parsing == XML_SUSPENDED)
            outcome = XML_ResumeParser(xml->parser);
        else if (xml->ended)
            return LMV_OK;
        else
            status = feed(xml, &outcome, err);
        if (status)
            return status;
        if (outcome == XML_STATUS_ERROR)
            return tell(xml, err);
        if (xml->text.failed)
            return lmv__error_nomem(err);
        *paused = outcome == XML_STATUS_SUSPENDED;
        if (*paused)
            return LMV_OK;
    }
}

lmv_status lmv__xml_run(lmv__zip *zip, const char *name, uint64_t limit,
    const lmv__xml_handlers *handlers, void *payload, lmv_error *err)
{
    lmv__xml xml;
    bool paused;
    lmv_status status = lmv__zip_enter(zip, name, limit, err);

    if (status)
        return status;
    status = lmv__xml_init(&xml, zip, handlers, payload, err);
    if (!status)
        status = lmv__xml_step(&xml, &paused, err);
    lmv__xml_clear(&xml);
    lmv__zip_leave(zip);
    return status;
}

const char *lmv__xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(local(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

bool lmv__xml_is(const char *name, const char *wanted)
{
    return strcmp(name, wanted) == 0;
}

#endif
