/*
 * The table of survey tools.  To add one: its lists, its entry, its place in
 * lmv__tools (what is told apart by more names comes first), a fixture in
 * tests/cases, a row in doc/formats.md.
 */
#include "records/dialect.h"

#define LIST(name) static const char *const name[]
#define SIGNATURES(name) static const char *const *const name[]
#define COUNT(array) (sizeof array / sizeof *array)

LIST(no_values) = {"0", "false", "falsch", "no", "nein", NULL};
LIST(one) = {"1", NULL};
LIST(nothing) = {"", NULL};

/* Qualtrics */

LIST(q_new) = {"startdate", "enddate", "status", "responseid", NULL};
LIST(q_short) = {"startdate", "enddate", "recordeddate", "responseid", NULL};
LIST(q_legacy) = {"responseid", "responseset", "ipaddress", "status", NULL};
SIGNATURES(q_signatures) = {q_new, q_short, q_legacy, NULL};
LIST(q_id) = {"responseid", NULL};
LIST(q_language) = {"userlanguage", "qlanguage", NULL};
LIST(q_date) = {"recordeddate", "enddate", "startdate", NULL};
LIST(q_personal) = {"recipientlastname", "recipientfirstname", "recipientemail",
    "externalreference", "externaldatareference", NULL};
LIST(minus_99) = {"-99", NULL};
LIST(q_preview) = {"1", "9", "17", "survey preview", "survey preview spam",
    "offline survey preview", "preview", "umfragevorschau", "vorschau", NULL};
LIST(q_test) = {"2", "survey test", "umfragetest", NULL};
LIST(preview) = {"preview", NULL};
static const lmv__tool_rule q_rules[] = {
    {"status", "preview", q_preview, false},
    {"status", "tester", q_test, false},
    {"distributionchannel", "preview", preview, false},
    {"finished", NULL, no_values, false}};
static const lmv__tool qualtrics = {.name = "Qualtrics",
    .header = LMV__HEADER_IMPORT,
    .signatures = q_signatures,
    .id = q_id,
    .language = q_language,
    .date = q_date,
    .personal = q_personal,
    .missing = minus_99,
    .rules = q_rules,
    .n_rules = COUNT(q_rules)};

/* SurveyMonkey */

LIST(sm_header) = {"respondentid", "collectorid", NULL};
SIGNATURES(sm_signatures) = {sm_header, NULL};
LIST(sm_id) = {"respondentid", NULL};
LIST(sm_date) = {"enddate", "datemodified", "datecreated", "startdate", NULL};
LIST(sm_personal) = {"customdata1", NULL};
static const lmv__tool surveymonkey = {.name = "SurveyMonkey",
    .header = LMV__HEADER_OPTIONS,
    .signatures = sm_signatures,
    .id = sm_id,
    .date = sm_date,
    .personal = sm_personal};

/* LimeSurvey: headers of codes, of texts (en, de), of both */

LIST(ls_codes) = {"id", "submitdate", "lastpage", "startlanguage", NULL};
LIST(ls_en) = {
    "responseid", "datesubmitted", "lastpage", "startlanguage", NULL};
LIST(ls_de) = {
    "antwortid", "datumabgeschickt", "letzteseite", "startsprache", NULL};
LIST(ls_both) = {
    "idresponseid", "submitdatedatesubmitted", "lastpagelastpage", NULL};
LIST(ls_both_de) = {
    "idantwortid", "submitdatedatumabgeschickt", "lastpageletzteseite", NULL};
SIGNATURES(ls_signatures) = {ls_codes, ls_en, ls_de, ls_both, ls_both_de, NULL};
LIST(ls_id) = {
    "id", "responseid", "antwortid", "idresponseid", "idantwortid", NULL};
LIST(ls_language) = {"startlanguage", "startsprache",
    "startlanguagestartlanguage", "startlanguagestartsprache", NULL};
LIST(ls_date) = {"submitdate", "datesubmitted", "datumabgeschickt",
    "submitdatedatesubmitted", "submitdatedatumabgeschickt", NULL};
LIST(ls_personal) = {"token", "zugangsschl\xC3\xBCssel", "accesscode", NULL};
LIST(ls_missing) = {"{question_not_shown}", NULL};
LIST(ls_open) = {"", "{question_not_shown}", "n/a", NULL};
static const lmv__tool_rule ls_rules[] = {{"submitdate", NULL, ls_open, false},
    {"datesubmitted", NULL, ls_open, false},
    {"datumabgeschickt", NULL, ls_open, false},
    {"submitdatedatesubmitted", NULL, ls_open, false},
    {"submitdatedatumabgeschickt", NULL, ls_open, false}};
static const lmv__tool limesurvey = {.name = "LimeSurvey",
    .header = LMV__HEADER_CODES,
    .signatures = ls_signatures,
    .id = ls_id,
    .language = ls_language,
    .date = ls_date,
    .personal = ls_personal,
    .missing = ls_missing,
    .rules = ls_rules,
    .n_rules = COUNT(ls_rules)};

/* Typeform */

LIST(tf_new) = {"#", "networkid", NULL};
LIST(tf_dates) = {"#", "startdateutc", "submitdateutc", NULL};
SIGNATURES(tf_signatures) = {tf_dates, tf_new, NULL};
LIST(tf_id) = {"#", NULL};
LIST(tf_date) = {"submitdateutc", "startdateutc", NULL};
LIST(tf_personal) = {"networkid", NULL};
LIST(tf_partial) = {"partial", "started", NULL};
static const lmv__tool_rule tf_rules[] = {
    {"responsetype", NULL, tf_partial, false},
    {"submitdateutc", NULL, nothing, false}};
static const lmv__tool typeform = {.name = "Typeform",
    .first = true,
    .signatures = tf_signatures,
    .id = tf_id,
    .date = tf_date,
    .personal = tf_personal,
    .rules = tf_rules,
    .n_rules = COUNT(tf_rules)};

/* Microsoft Forms */

LIST(mf_en) = {"id", "starttime", "completiontime", "email", "name", NULL};
LIST(mf_de) = {"id", "startzeit", "fertigstellungszeit", "email", "name", NULL};
SIGNATURES(mf_signatures) = {mf_en, mf_de, NULL};
LIST(mf_id) = {"id", NULL};
LIST(mf_date) = {"completiontime", "fertigstellungszeit", NULL};
static const lmv__tool microsoft = {.name = "Microsoft Forms",
    .first = true,
    .signatures = mf_signatures,
    .id = mf_id,
    .date = mf_date};

/* SoSci Survey */

LIST(ss_names) = {"CASE", "SERIAL", "REF", "QUESTNNR", "MODE", "STARTED", NULL};
LIST(ss_header) = {"case", "questnnr", "mode", "started", NULL};
SIGNATURES(ss_signatures) = {ss_header, NULL};
LIST(ss_id) = {"case", NULL};
LIST(ss_language) = {"language", NULL};
LIST(ss_date) = {"started", NULL};
LIST(ss_personal) = {"serial", NULL};
LIST(ss_missing) = {"-9", NULL};
LIST(ss_testers) = {"admin", "debug", "pretest", "test", NULL};
LIST(ss_preview) = {"preview", "view", NULL};
static const lmv__tool_rule ss_rules[] = {{"mode", "tester", ss_testers, false},
    {"mode", "preview", ss_preview, false},
    {"finished", NULL, no_values, false}};
static const lmv__tool sosci = {.name = "SoSci Survey",
    .header = LMV__HEADER_NONE,
    .signatures = ss_signatures,
    .names = ss_names,
    .id = ss_id,
    .language = ss_language,
    .date = ss_date,
    .personal = ss_personal,
    .missing = ss_missing,
    .rules = ss_rules,
    .n_rules = COUNT(ss_rules)};

/* Tivian (Unipark, EFS) */

LIST(tv_dispcode) = {"lfdn", "dispcode", NULL};
LIST(tv_tester) = {"lfdn", "tester", NULL};
SIGNATURES(tv_signatures) = {tv_dispcode, tv_tester, NULL};
LIST(tv_id) = {"lfdn", NULL};
LIST(tv_language) = {"language", "lang", NULL};
LIST(tv_date) = {"datetime", "dateofcompletion", "dateoflastaccess", NULL};
LIST(tv_personal) = {"pcode", "um", "um1", "externallfdn", NULL};
LIST(tv_missing) = {"-99", "-77", "-66", NULL};
LIST(tv_complete) = {"31", "32", NULL};
static const lmv__tool_rule tv_rules[] = {
    {"tester", "tester", one, false}, {"dispcode", NULL, tv_complete, true}};
static const lmv__tool tivian = {.name = "Tivian (Unipark)",
    .signatures = tv_signatures,
    .id = tv_id,
    .language = tv_language,
    .date = tv_date,
    .personal = tv_personal,
    .missing = tv_missing,
    .rules = tv_rules,
    .n_rules = COUNT(tv_rules)};

/* SurveyXact */

LIST(sx_header) = {"respondentid", "statoverall1", "statoverall4", NULL};
SIGNATURES(sx_signatures) = {sx_header, NULL};
LIST(sx_id) = {"respondentid", NULL};
LIST(sx_date) = {"closetime", "modified", "created", NULL};
LIST(sx_language) = {"language", NULL};
static const lmv__tool_rule sx_rules[] = {
    {"statoverall4", NULL, no_values, false}};
static const lmv__tool surveyxact = {.name = "SurveyXact",
    .signatures = sx_signatures,
    .id = sx_id,
    .language = sx_language,
    .date = sx_date,
    .rules = sx_rules,
    .n_rules = COUNT(sx_rules)};

/* Medallia Agent Connect: `comments` says whether there is one */

LIST(md_header) = {
    "requestid", "requestsentat", "starrating", "comments", NULL};
SIGNATURES(md_signatures) = {md_header, NULL};
LIST(md_id) = {"requestid", NULL};
LIST(md_score) = {"starrating", NULL};
LIST(md_language) = {"language", NULL};
LIST(md_date) = {"responsereceivedat", "requestsentat", NULL};
LIST(md_text) = {"additionalquestionresponse", NULL};
LIST(md_never) = {"comments", "additionalquestion", NULL};
LIST(md_personal) = {"customername", "requestsentto", "employeefirstname",
    "employeelastname", "employeeemail", "employeecustomid", "teamleader",
    NULL};
static const lmv__tool medallia = {.name = "Medallia Agent Connect",
    .signatures = md_signatures,
    .id = md_id,
    .score = md_score,
    .language = md_language,
    .date = md_date,
    .text = md_text,
    .never = md_never,
    .personal = md_personal};

/* Trustpilot */

LIST(tp_header) = {"reviewid", "reviewtitle", "reviewcontent", NULL};
SIGNATURES(tp_signatures) = {tp_header, NULL};
LIST(tp_id) = {"reviewid", NULL};
LIST(tp_score) = {"reviewstars", NULL};
LIST(tp_language) = {"reviewlanguage", NULL};
LIST(tp_date) = {"reviewcreatedutc", "reviewdate", NULL};
LIST(tp_text) = {"reviewcontent", NULL};
LIST(tp_title) = {"reviewtitle", NULL};
LIST(tp_personal) = {"reviewusername", "reviewconsumeruserid",
    "reviewreferenceid", "reviewuseremail", NULL};
static const lmv__tool trustpilot = {.name = "Trustpilot",
    .signatures = tp_signatures,
    .id = tp_id,
    .score = tp_score,
    .language = tp_language,
    .date = tp_date,
    .text = tp_text,
    .title = tp_title,
    .personal = tp_personal};

/* Zendesk satisfaction ratings, Delighted responses */

LIST(zd_header) = {"id", "score", "comment", "ticketid", NULL};
LIST(zd_nested) = {"id", "satisfactionratingcomment", NULL};
SIGNATURES(zd_signatures) = {zd_header, zd_nested, NULL};
LIST(dl_header) = {"id", "score", "comment", "createdat", NULL};
SIGNATURES(dl_signatures) = {dl_header, NULL};
LIST(api_id) = {"id", NULL};
LIST(api_score) = {"score", "satisfactionratingscore", NULL};
LIST(api_date) = {"createdat", NULL};
LIST(api_text) = {"comment", "satisfactionratingcomment", NULL};
LIST(api_personal) = {"person", "requesterid", "assigneeid", NULL};
static const lmv__tool zendesk = {.name = "Zendesk",
    .signatures = zd_signatures,
    .id = api_id,
    .score = api_score,
    .date = api_date,
    .text = api_text,
    .personal = api_personal};
static const lmv__tool delighted = {.name = "Delighted",
    .signatures = dl_signatures,
    .id = api_id,
    .score = api_score,
    .date = api_date,
    .text = api_text,
    .personal = api_personal};

/* Google Forms: nothing but the first column's name tells */

LIST(gf_en) = {"timestamp", NULL};
LIST(gf_de) = {"zeitstempel", NULL};
SIGNATURES(gf_signatures) = {gf_en, gf_de, NULL};
LIST(gf_date) = {"timestamp", "zeitstempel", NULL};
LIST(gf_personal) = {"username", "nutzername", NULL};
static const lmv__tool google = {.name = "Google Forms",
    .first = true,
    .signatures = gf_signatures,
    .date = gf_date,
    .personal = gf_personal};

const lmv__tool *const lmv__tools[] = {&qualtrics, &surveyxact, &surveymonkey,
    &limesurvey, &typeform, &microsoft, &sosci, &tivian, &medallia, &trustpilot,
    &zendesk, &delighted, &google, NULL};
