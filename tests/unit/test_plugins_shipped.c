/*
 * The reasoning of the shipped plugins, each loaded from its file, against a
 * stand-in for the engine (fake_host.h tells how comments are marked).
 */
#include "fake_host.h"
#include "unit.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef struct judgement {
    const char *polarity;
    const char *settings;
    const char *comment;
    const char *said; /* "score attributes [evidence]", "" for no label */
} judgement;

typedef struct refusal {
    const char *polarity;
    const char *signals;
    const char *settings;
    uint32_t place;
    const char *message; /* a part of it */
} refusal;

static fake_host *load(const char *name)
{
    bool shipped = strcmp(name, "template") != 0;
    char file[1024];

    snprintf(file, sizeof file, "%s/%s%s/.libs/%s.so", TESTS_BUILDDIR,
        shipped ? "../plugins/" : "unit", shipped ? name : "", name);
    return fake_host_open(file);
}

static void check_judgement(const char *plugin, const judgement *want)
{
    fake_host *host = load(plugin);
    lmv_error err = LMV_ERROR_INIT;

    for (int theme = 0; theme < 2; theme++)
        ck_assert_int_eq(fake_host_add_theme(
                             host, want->polarity, NULL, want->settings, &err),
            LMV_OK);
    ck_assert_str_eq(fake_host_classify(host, want->comment), want->said);
    fake_host_close(host);
}

static void check_refusal(const char *plugin, const refusal *want)
{
    fake_host *host = load(plugin);
    lmv_error err = LMV_ERROR_INIT;

    ck_assert_int_eq(fake_host_add_theme(host, want->polarity, want->signals,
                         want->settings, &err),
        LMV_ERULES);
    ck_assert_uint_eq(err.line, want->place);
    ck_assert_msg(
        strstr(err.message, want->message) != NULL, "%s", err.message);
    fake_host_close(host);
}

/* ----------------------------------------------------------- slow-support */

static const judgement slow[] = {
    /* complaints that need no duration */
    {"negative", "", "I {slow:waited ages}",
        "1000 severity=medium [waited ages]"},
    {"negative", "", "I did {!slow:not wait ages}", ""},
    {"negative", "", "It {slow=500:took a while}", ""},
    {"negative", "", "It {slow=500:took a while}, {slow-2=500:too long}",
        "1000 severity=medium [took a while|too long]"},
    {"negative", "", "{:ages}", "1000 severity=medium [ages]"},
    /* one signal counts once, longer words hide shorter ones */
    {"negative", "", "{slow=500:so slow}. {slow=500:Really slow}", ""},
    {"negative", "", "{slow:ages} but {slow-not=-1000:soon after}", ""},
    /* a duration against the channel's patience */
    {"negative", "",
        "After my {writing:mail} came only {duration:3 weeks} later an "
        "{wait:answer}",
        "1000 waited=P21D channel=writing severity=high "
        "[mail|3 weeks|answer]"},
    {"negative", "",
        "{duration:2 days} until they {wait:answered} my "
        "{writing:mail}",
        ""},
    {"negative", "writing=1d",
        "{duration:2 days} until they {wait:answered} my {writing:mail}",
        "1000 waited=P2D channel=writing severity=medium "
        "[2 days|answered|mail]"},
    {"negative", "", "{wait-phone:on hold} for {duration:10 min}", ""},
    {"negative", "", "{wait-phone:on hold} for {duration:15 min}", ""},
    {"negative", "", "{wait-phone:on hold} for {duration:16 min}",
        "1000 waited=PT16M channel=phone severity=medium [on hold|16 min]"},
    {"negative", "", "{wait-phone:on hold} for {duration:3 hours}",
        "1000 waited=PT3H channel=phone severity=critical [on hold|3 hours]"},
    {"negative", "high=20,critical=30",
        "{wait-phone:on hold} for {duration:3 hours}",
        "1000 waited=PT3H channel=phone severity=medium [on hold|3 hours]"},
    {"negative", "", "{repair:Technician} after {duration:3 days} {wait:wait}",
        "1000 waited=P3D channel=repair severity=medium "
        "[Technician|3 days|wait]"},
    /* no channel: `default` */
    {"negative", "", "{wait:waited} {duration:20 hours}", ""},
    {"negative", "default=2h", "{wait:waited} {duration:20 hours}",
        "1000 waited=PT20H severity=critical [waited|20 hours]"},
    /* the nearest channel, also one that is denied */
    {"negative", "",
        "No {!writing:mail}. {wait:waited} {duration:1 hour} on the "
        "{phone:phone}",
        "1000 waited=PT1H channel=phone severity=high "
        "[waited|1 hour|phone]"},
    {"negative", "", "{!phone:phone}: {wait:waited} {duration:1 hour}",
        "1000 waited=PT1H channel=phone severity=high [waited|1 hour]"},
    /* a duration that is no wait */
    {"negative", "", "Customer for {duration:10 weeks}", ""},
    {"negative", "",
        "{wait:wait} is fine. Yes. Customer for "
        "{duration:10 weeks}",
        ""},
    {"negative", "", "Still {wait:waiting}. {duration:3 weeks} now",
        "1000 waited=P21D severity=critical [waiting|3 weeks]"},
    {"negative", "within=0", "Still {wait:waiting}. {duration:3 weeks} now",
        ""},
    {"negative", "apart=3", "{wait:waited} a b c {duration:3 weeks}",
        "1000 waited=P21D severity=critical [waited|3 weeks]"},
    {"negative", "apart=2", "{wait:waited} a b c {duration:3 weeks}", ""},
    {"negative", "apart=2", "{duration:3 weeks} a b c {wait:waited}", ""},
    {"negative", "", "I did {!wait:not wait} {duration:3 weeks}", ""},
    {"negative", "", "{wait:repaired} after {~duration:3 weeks} not even then",
        "1000 waited=P21D severity=critical [repaired|3 weeks]"},
    {"negative", "", "If it {?duration:took 3 weeks}, I would {wait:wait}", ""},
    /* named groups */
    {"negative", "", "{wait:<duration=3 weeks> waited}",
        "1000 waited=P21D severity=critical [3 weeks waited]"},
    {"negative", "", "{wait-chat:<duration=12 min> in the chat}",
        "1000 waited=PT12M channel=chat severity=medium [12 min in the chat]"},
    {"negative", "", "{duration:some time} {wait:waited}", ""},
    /* open-ended */
    {"negative", "", "{wait:waiting} {since:since forever}",
        "1000 severity=medium [waiting|since forever]"},
    {"negative", "", "{wait:waiting} {since-month:since last month}",
        "1000 waited-at-least=P30D severity=critical "
        "[waiting|since last month]"},
    {"negative", "",
        "{wait:waiting} {since-day:since Monday} for a "
        "{writing:mail}",
        ""},
    {"negative", "", "{wait:waiting} {since:for 3 weeks}",
        "1000 waited=P21D severity=critical [waiting|for 3 weeks]"},
    {"negative", "", "{since:since forever} a customer", ""},
    /* the worst of several, each word once */
    {"negative", "",
        "{wait-phone:queue} {duration:20 min}, then {duration-2:2 hours}",
        "2000 waited=PT2H channel=phone severity=high "
        "[queue|20 min|2 hours]"},
    {"negative", "", "{duration:0 min} {wait:wait}", ""},
};

START_TEST(slow_support_compares_waits)
{
    check_judgement("slow-support", &slow[_i]);
}
END_TEST

static const refusal slow_refusals[] = {
    {"negative", "slow,slwo", "", 1, "knows no signal \"slwo\""},
    {"negative", "waiter", "", 0, "it knows slow, wait"},
    {"negative", "slow", "phone=15min,fone=1h", 1001,
        "fone: 1h: slow-support knows the settings phone"},
    {"negative", "slow", "phone=soon", 1000, "write a length of time"},
    {"negative", "slow", "phone=0min", 1000, "write a length of time"},
    {"negative", "slow", "within=11", 1000, "from 0 to 10"},
    {"negative", "slow", "within=-1", 1000, "from 0 to 10"},
    {"negative", "slow", "apart=101", 1000, "words from 0 to 100"},
    {"negative", "slow", "high=99999999999", 1000, "multiple of the patience"},
};

START_TEST(slow_support_refuses)
{
    check_refusal("slow-support", &slow_refusals[_i]);
}
END_TEST

START_TEST(slow_support_logs_what_it_compared)
{
    fake_host *host = load("slow-support");
    lmv_error err = LMV_ERROR_INIT;

    fake_host_add_theme(host, "negative", NULL, "", &err);
    ck_assert_str_eq(fake_host_classify(host,
                         "{wait-phone:on hold} {duration:10 min}. a. b. "
                         "Customer for {duration:3 weeks}"),
        "");
    ck_assert_str_eq(fake_host_log(host),
        "PT10M: within the patience PT15M (phone)\n"
        "P21D: no waiting word in reach (within: 1, apart: 12)\n");
    fake_host_close(host);
}
END_TEST

/* -------------------------------------------------------- broken-promises */

static const judgement promises[] = {
    /* in one sentence */
    {"negative", "",
        "A {promise-callback:call-back was promised}, nobody ever "
        "{!happened:called}",
        "1000 promise=callback outcome=not-happened "
        "[call-back was promised|called]"},
    {"negative", "", "{promise:promised} and nobody {~happened:called}",
        "1000 outcome=not-happened [promised|called]"},
    {"negative", "", "The {promise-date:appointment} was {not-happened:missed}",
        "1000 promise=date outcome=not-happened [appointment|missed]"},
    {"negative", "", "{promise:promised} and {happened:called}", ""},
    {"positive", "", "{promise:promised} and {happened:called}",
        "1000 outcome=happened [promised|called]"},
    {"positive", "", "{promise:promised} and never {!happened:called}", ""},
    {"negative", "", "{promise:promised}, came {late:weeks later}",
        "1000 outcome=late [promised|weeks later]"},
    {"negative", "", "{promise:promised}, {happened:came} {late:weeks later}",
        "1000 outcome=late [promised|came|weeks later]"},
    {"positive", "", "{promise:promised}, {happened:came} {late:weeks later}",
        ""},
    {"positive", "", "{promise:promised}, {happened:came} {!late:not late}",
        "1000 outcome=happened [promised|came]"},
    {"positive", "",
        "It {happened:came} as {promise:agreed}, the bill came {late:late}",
        "1000 outcome=happened [came|agreed]"},
    {"negative", "", "not as {!promise:promised}, came {late:weeks later}",
        "1000 outcome=late [promised|weeks later]"},
    /* across sentences */
    {"negative", "", "{promise:promised}. Weeks passed. It {!happened:came}.",
        "1000 outcome=not-happened [promised|came]"},
    {"negative", "", "{promise:promised}. One. Two. It {!happened:came}.", ""},
    {"negative", "within=3",
        "{promise:promised}. One. Two. It {!happened:came}.",
        "1000 outcome=not-happened [promised|came]"},
    {"negative", "", "Never {!happened:called}. It was {promise:promised}.",
        "1000 outcome=not-happened [called|promised]"},
    {"negative", "before=0",
        "Never {!happened:called}. It was {promise:promised}.", ""},
    /* the nearest outcome, and each promise its own */
    {"negative", "",
        "{promise:promised} and {happened:done}. {!happened:nothing}.", ""},
    {"negative", "", "{promise:promised}. {promise:agreed}, {!happened:done}.",
        "1000 outcome=not-happened [agreed|done]"},
    {"positive", "",
        "{promise-callback:call promised} and {happened:made}, "
        "{promise-date:date} {!happened:kept}",
        "1000 promise=callback outcome=happened [call promised|made]"},
    /* whole statements and their negation */
    {"negative", "", "{broken:promise you the moon}",
        "1000 outcome=broken [promise you the moon]"},
    {"positive", "", "never {!broken:broke a promise}",
        "1000 outcome=kept [broke a promise]"},
    {"negative", "", "never {!broken:broke a promise}", ""},
    {"positive", "", "{kept:do what they say}",
        "1000 outcome=kept [do what they say]"},
    {"negative", "", "do not {~kept:do what they say}",
        "1000 outcome=broken [do what they say]"},
    {"negative", "", "{:moon}", "1000 outcome=broken [moon]"},
    {"positive", "", "{:word}", "1000 outcome=kept [word]"},
    /* nothing promised, nothing known, nothing real */
    {"negative", "", "{promise:promised} a lot", ""},
    {"negative", "", "never {!promise:promised}, and it {happened:came}", ""},
    {"negative", "", "{!promise:promised} call never {!happened:came}",
        "1000 outcome=not-happened [promised|came]"},
    {"negative", "", "I {?promise:would promise}, {!happened:did}", ""},
    {"negative", "", "{promise:promised}, {!?happened:would come}", ""},
    {"negative", "", "{promise:promised}, {!not-happened:did not forget}", ""},
    /* weights, longest words, attributes of the first */
    {"negative", "", "{promise=500:was told}, {!happened:came}", ""},
    {"negative", "",
        "{promise-refund=500:refund told}, {promise=500:agreed}, "
        "{!happened:came}",
        "1000 promise=refund outcome=not-happened [refund told|agreed|came]"},
    {"negative", "decides=kept", "{promise:agreed}, {happened:came}",
        "1000 outcome=happened [agreed|came]"},
    {"mixed", "decides=broken", "{broken:all talk}",
        "1000 outcome=broken [all talk]"},
};

START_TEST(broken_promises_pairs)
{
    check_judgement("broken-promises", &promises[_i]);
}
END_TEST

static const refusal promise_refusals[] = {
    {"negative", "promise,promised", "", 1, "knows no signal \"promised\""},
    {"negative", "promise", "within=2,after=1", 1001,
        "after: 1: broken-promises knows the settings decides"},
    {"negative", "promise", "within=two", 1000, "from 0 to 10"},
    {"negative", "promise", "decides=yes", 1000, "write broken or kept"},
    {"mixed", "promise", "", 0, "add settings: {decides: broken}"},
};

START_TEST(broken_promises_refuses)
{
    check_refusal("broken-promises", &promise_refusals[_i]);
}
END_TEST

/* --------------------------------------------------------- over-servicing */

static const judgement contacts[] = {
    /* two of three, with a contact */
    {"negative", "",
        "Every {frequency:<duration=5 min>} somebody {contact:asked us}",
        "1000 times=R/PT5M [5 min|asked us]"},
    {"negative", "", "somebody {contact:asked us}", ""},
    {"negative", "", "{contact:asked us}, {annoyance:annoying}",
        "1000 [asked us|annoying]"},
    {"negative", "", "{frequency:constantly} {annoyance:annoying}", ""},
    {"negative", "",
        "{frequency:constantly} {contact-survey:surveys}, {annoyance:awful}",
        "1000 times=often contact=survey [constantly|surveys|awful]"},
    {"negative", "", "{contact:called}. {annoyance:Annoying}.",
        "1000 [called|Annoying]"},
    {"negative", "within=0", "{contact:called}. {annoyance:Annoying}.", ""},
    {"negative", "", "{contact:called}. Well. {annoyance:Annoying}.", ""},
    {"negative", "apart=1", "{contact:called} a b {annoyance:awful}", ""},
    {"negative", "apart=2", "{contact:called} a b {annoyance:awful}",
        "1000 [called|awful]"},
    {"negative", "", "{contact:called} {!annoyance:nice}, {annoyance:awful}",
        "1000 [called|awful]"},
    /* how often is too often */
    {"negative", "", "{frequency:<times=3> times} {contact:called}",
        "1000 times=3 [3 times|called]"},
    {"negative", "", "{frequency:<times=2> times} {contact:called}", ""},
    {"negative", "times=2", "{frequency:<times=2> times} {contact:called}",
        "1000 times=2 [2 times|called]"},
    {"negative", "", "{frequency:every 2 weeks} {contact:called}",
        "1000 times=R/P14D [every 2 weeks|called]"},
    {"negative", "interval=1d", "{frequency:every 2 weeks} {contact:called}",
        ""},
    {"negative", "", "{frequency:<times=the> emails} {contact:came}", ""},
    /* what the customer asked for, what was not so */
    {"negative", "",
        "{frequency:Daily} {contact:calls}, as I had {requested:asked for}",
        ""},
    {"negative", "",
        "I {requested:asked for it}. {contact:calls} {frequency:daily}.", ""},
    {"negative", "",
        "{contact:calls} {frequency:daily}. I never {!requested:asked for it}.",
        "1000 times=often [calls|daily]"},
    {"negative", "", "nobody {!contact:called} {frequency:daily}", ""},
    {"negative", "", "{contact:called}, never {!annoyance:pushy}", ""},
    {"negative", "", "they {?contact:would call} {frequency:daily}", ""},
    {"negative", "", "{direct:too much fuss}", "1000 [too much fuss]"},
    {"negative", "", "{:too much fuss}", "1000 [too much fuss]"},
    {"negative", "", "not {!direct:too much fuss}", ""},
    /* the right measure */
    {"positive", "", "{direct:discreet}", "1000 [discreet]"},
    {"positive", "", "not {~direct:discreet}", ""},
    {"positive", "", "never {!annoyance:pushy}", "1000 [pushy]"},
    {"positive", "", "never {~annoyance:pushy}", "1000 [pushy]"},
    {"positive", "", "rather {annoyance:pushy}", ""},
    {"positive", "", "should never be {!?annoyance:pushy}", ""},
    {"positive", "", "no {!contact:spam}", "1000 [spam]"},
    {"positive", "", "lots of {contact:spam} {frequency:daily}", ""},
    {"neutral", "decides=right", "no {!contact:spam}", "1000 [spam]"},
    {"negative", "", "{contact=500:called} {frequency:daily}", ""},
};

START_TEST(over_servicing_weighs_contacts)
{
    check_judgement("over-servicing", &contacts[_i]);
}
END_TEST

static const refusal contact_refusals[] = {
    {"negative", "contact,often", "", 1, "knows no signal \"often\""},
    {"negative", "contact", "times=0", 1000, "from 1 to 1000"},
    {"negative", "contact", "interval=weekly", 1000, "write a length of time"},
    {"negative", "contact", "decides=much", 1000, "write too-much or right"},
    {"negative", "contact", "often=1", 1000, "knows the settings decides"},
    {"mixed", "contact", "", 0, "add settings: {decides: too-much}"},
};

START_TEST(over_servicing_refuses)
{
    check_refusal("over-servicing", &contact_refusals[_i]);
}
END_TEST

/* --------------------------------------------------------------- template */

static const judgement last_words[] = {
    {"positive", "", "Bad. In the end {:great}.", "1000 [great]"},
    {"positive", "", "{:Great}. Then bad.", ""},
    {"positive", "", "Bad. Not {!:great}.", ""},
    {"positive", "", "{:Great}. {:great} and {=500:fine}", "1000 [great|fine]"},
    {"positive", "", "{direct:Great} and {1.direct:great}",
        "1000 [Great]\nsecond: 1000 [great]"},
    {"positive", "", "", ""},
};

START_TEST(template_takes_the_last_word)
{
    check_judgement("template", &last_words[_i]);
}
END_TEST

static const refusal template_refusals[] = {
    {"positive", "praise", "within=1", 1000, "template knows no settings"},
};

START_TEST(template_refuses)
{
    check_refusal("template", &template_refusals[_i]);
}
END_TEST

/* -------------------------------------------------------------------- all */

START_TEST(themes_are_decided_alone)
{
    fake_host *host = load("broken-promises");
    lmv_error err = LMV_ERROR_INIT;

    fake_host_add_theme(host, "negative", NULL, "", &err);
    fake_host_add_theme(host, "positive", NULL, "", &err);
    ck_assert_str_eq(
        fake_host_classify(host,
            "{promise:promised}, {1.promise:agreed}, {1.happened:came}, "
            "never {!not-happened:missed}. {broken:Hot air}."),
        "1000 outcome=broken [Hot air]\n"
        "second: 1000 outcome=happened [agreed|came]");
    /* A second comment starts afresh. */
    ck_assert_str_eq(fake_host_classify(host, "{1.promise:promised}"), "");
    fake_host_close(host);
}
END_TEST

static const struct crowd {
    const char *plugin, *opening, *again, *said;
} crowds[] = {
    {"slow-support", "{wait:wait}", " {duration:3 weeks}", "1000 waited=P21D"},
    {"broken-promises", "{happened:done}", " {promise:promised}",
        "1000 outcome=happened"},
    {"over-servicing", "{annoyance:awful}", " {contact:call}", "1000 ["},
};

START_TEST(many_candidates_are_no_trouble)
{
    const struct crowd *crowd = &crowds[_i];
    fake_host *host = load(crowd->plugin);
    lmv_error err = LMV_ERROR_INIT;
    char comment[8192];
    size_t used;

    strcpy(comment, crowd->opening);
    used = strlen(comment);
    for (int i = 0; i < 200; i++, used += strlen(crowd->again))
        strcpy(comment + used, crowd->again);
    fake_host_add_theme(host,
        strstr(crowd->said, "happened") ? "positive" : "negative", NULL, "",
        &err);
    for (int i = 0; i < 2; i++)
        ck_assert_ptr_nonnull(
            strstr(fake_host_classify(host, comment), crowd->said));
    fake_host_close(host);
}
END_TEST

#define ADD_TABLE(test, table) \
    tcase_add_loop_test(tcase, test, 0, (int)(sizeof(table) / sizeof *(table)))

static Suite *plugins_suite(void)
{
    Suite *suite = suite_create("shipped plugins");
    TCase *tcase = tcase_create("reasoning");

    ADD_TABLE(slow_support_compares_waits, slow);
    ADD_TABLE(slow_support_refuses, slow_refusals);
    tcase_add_test(tcase, slow_support_logs_what_it_compared);
    ADD_TABLE(broken_promises_pairs, promises);
    ADD_TABLE(broken_promises_refuses, promise_refusals);
    ADD_TABLE(over_servicing_weighs_contacts, contacts);
    ADD_TABLE(over_servicing_refuses, contact_refusals);
    ADD_TABLE(template_takes_the_last_word, last_words);
    ADD_TABLE(template_refuses, template_refusals);
    ADD_TABLE(many_candidates_are_no_trouble, crowds);
    tcase_add_test(tcase, themes_are_decided_alone);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(plugins_suite)
