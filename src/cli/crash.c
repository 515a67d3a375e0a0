#include <config.h>

#include "cli/crash.h"

#include "base/platform.h"
#include "base/process.h"
#include "engine/trace.h"
#include "workbench/classify.h"

#include <signal.h>

/* A handler can reach nothing but globals. */
static const lmv_engine *volatile watched;

static void say_number(uint64_t number)
{
    char digits[24], *at = digits + sizeof digits - 1;

    *at = '\0';
    do {
        *--at = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    lmv__process_say(at);
}

static const char *signal_name(int number)
{
    return number == SIGSEGV   ? "SIGSEGV"
           : number == SIGBUS  ? "SIGBUS"
           : number == SIGFPE  ? "SIGFPE"
           : number == SIGILL  ? "SIGILL"
           : number == SIGABRT ? "SIGABRT"
                               : "a signal";
}

static void last_words(int number)
{
    const lmv_engine *engine = watched;
    const lmv_scanner *scanner =
        engine ? lmv__engine_scanner_here(engine) : NULL;
    const char *plugin = scanner ? lmv__scanner_current_plugin(scanner) : NULL;
    uint64_t record = lmv__classify_current_record();

    lmv__process_say("\nleitmotiv: ended by ");
    lmv__process_say(signal_name(number));
    if (plugin) {
        lmv__process_say(" in the plugin ");
        lmv__process_say(plugin);
    }
    if (record > 0) {
        lmv__process_say(" at record ");
        say_number(record);
    }
    lmv__process_say("\n");
}

void lmv__crash_watch(const lmv_engine *engine)
{
    watched = engine;
    lmv__platform_on_crash(last_words);
}
