#include "collector/simulator/simulate.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "cli/command.h"
#include "base/text.h"

static const char usage[] =
    "usage: jiancha simulate [flags] >events.jsonl\n"
    "Writes the events of a made-up city as JSON lines, in the order in which they are recorded.\n";

static struct {
    const char *seed, *from, *to, *until, *cases, *rate;
    bool live;
} flag;
static const struct conf_extra flags[] = {
    FLAG(seed, "another seed, another city (1)"),
    FLAG(from, "first day, YYYY-MM-DD (the first of the month twelve months before --to)"),
    FLAG(to, "last day (today)"),
    FLAG(until, "instant after which nothing is recorded (the end of --to; with --live: now)"),
    FLAG(cases, "cases that come in between --from and --to (45000)"),
    {"live", "after the history go on for ever, in real time; ends on SIGTERM or when nobody reads", NULL,
     &flag.live},
    FLAG(rate, "with --live: events a minute (60)"),
    {0},
};

/* What the flags say. */
struct wanted {
    struct simulate_options opt;
    instant until;
    int64_t rate; /* live: events a minute */
    bool live;
};

static volatile sig_atomic_t stopped;
static void stop(int signal)
{
    (void)signal;
    stopped = 1;
}

static int day_of(const char *name, const char *value, day *out, struct err *e)
{
    return !value || day_parse(value, strlen(value), out)
               ? 0
               : err_usage(e, "%s %s: expected a day YYYY-MM-DD", name, value);
}

static int read_flags(struct wanted *w, struct err *e)
{
    int64_t seed = 1;
    w->opt.cases = 45000;
    w->rate = 60;
    w->live = flag.live;
    w->opt.to = instant_day(clock_wall());
    if (command_number("--seed", flag.seed, 0, INT64_MAX, &seed, e) ||
        command_number("--cases", flag.cases, 1, 9999999, &w->opt.cases, e) ||
        command_number("--rate", flag.rate, 1, 60000, &w->rate, e) || day_of("--to", flag.to, &w->opt.to, e))
        return -1;
    w->opt.seed = (uint64_t)seed;
    w->opt.from = month_first(day_month(w->opt.to) - 12);
    w->until = flag.live ? clock_wall() : day_start(w->opt.to + 1) - 1;
    return day_of("--from", flag.from, &w->opt.from, e) ||
                   command_instant("--until", flag.until, &w->until, e)
               ? -1
               : 0;
}

/* False: nobody reads any more. */
static bool put(struct str *out)
{
    bool good = fwrite(str_text(out), 1, out->len, stdout) == out->len;
    str_clear(out);
    return good;
}

static bool write_history(struct simulate *s, instant until, struct str *out)
{
    while (simulate_next(s, until, out))
        if (out->len > 1 << 16 && (stopped || !put(out)))
            return false;
    return put(out) && fflush(stdout) == 0;
}

static void write_live(struct simulate *s, int64_t rate, struct str *out)
{
    int64_t pause = 60 * 1000000000LL / rate;
    const struct timespec between = {pause / 1000000000, pause % 1000000000};
    while (!stopped && nanosleep(&between, NULL) == 0) {
        simulate_next_now(s, clock_wall(), out);
        if (!put(out) || fflush(stdout))
            return;
    }
}

static int simulate(const struct wanted *w, const struct refdata *ref, struct err *e)
{
    struct simulate *s = simulate_new(ref, &w->opt, e);
    if (!s)
        return -1;
    struct str out = {0};
    bool whole = write_history(s, w->until, &out);
    if (whole && w->live)
        write_live(s, w->rate, &out);
    str_release(&out);
    simulate_free(s);
    return whole || stopped || errno == EPIPE ? 0 : err_set(e, "standard output: %s", strerror(errno));
}

static struct wanted wanted;

static int judge(struct call *c, struct err *e)
{
    (void)c;
    return read_flags(&wanted, e);
}

static int run(struct call *c, struct err *e)
{
    sigaction(SIGTERM, &(struct sigaction){.sa_handler = stop}, NULL);
    sigaction(SIGINT, &(struct sigaction){.sa_handler = stop}, NULL);
    sigaction(SIGPIPE, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    return simulate(&wanted, &c->ref, e);
}

const struct command simulate_command = {
    "simulate", "the events of a made-up city", usage, flags, NEEDS_REFDATA, 0, 0, judge, run};
