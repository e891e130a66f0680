#include <stdio.h>

#include "cli/lines.h"
#include "reports/api_objects.h"
#include "reports/filter.h"

static const char usage[] = "usage: jiancha alerts [--month M] [--region R] [--dept D] [--item I] "
                            "[--level L] [--rule N] [--state S] [--once 1] [--limit N]\n"
                            "Alerts of the database, one JSON object a line, by case_no, rule and "
                            "subject; with --limit the newest ones, newest first.\n";

enum { PAGE = 2000 };

static struct filter_words flag;
static const char *limit;
static const struct conf_extra flags[] = {
    FLAG(month, "raised in this month or period, 2026-10, 2026-Q3"),
    FLAG(region, "code of the responsible region"),
    FLAG(dept, "code of the responsible department"),
    FLAG(item, "code of the case's item"),
    FLAG(level, "notice, warning, yellow or red"),
    FLAG(rule, "number of the rule"),
    FLAG(state, "open, cleared, standing, withdrawn, revoked; valid: neither of the last two"),
    FLAG(once, "1: only the cards that c_yellow and c_red count"),
    {"limit", "at most so many", &limit, NULL},
    {0},
};
static struct read_filter wanted;
static int64_t left;

static int say(const struct filter_fault *f, struct err *e)
{
    char name[20];
    int place;
    int64_t n;
    month m;
    snprintf(name, sizeof name, "--%s", f->name);
    switch (f->wanted) {
    case FILTER_WORD: return command_word(name, f->value, f->words, &place, e);
    case FILTER_NUMBER: return command_number(name, f->value, 1, 999, &n, e);
    case FILTER_MONTH: return command_month(name, f->value, &m, e);
    default: return err_usage(e, "%s %s: the reference data does not have this code", name, f->value);
    }
}

static int judge(struct call *c, struct err *e)
{
    struct filter_fault fault;
    if (lines_limit(limit, &left, e))
        return -1;
    return filter_alerts(&flag, &c->ref, &wanted, &fault) ? 0 : say(&fault, e);
}

static int put_alerts(struct call *c, const struct read_alerts *rows, struct err *e)
{
    for (size_t i = 0; i < rows->n; i++) {
        struct str line = {0};
        int rc = api_objects_alert(&c->view, &line, &rows->v[i], e);
        str_puts(&c->out, str_text(&line));
        str_release(&line);
        if (rc || lines_end(c, &left, e))
            return -1;
    }
    return 0;
}

static int put_newest(struct call *c, struct err *e)
{
    struct read_alerts rows;
    return read_alerts(c->view.read, &wanted, INSTANT_NONE, 0, (int)left, c->view.arena, &rows, e)
               ? -1
               : put_alerts(c, &rows, e);
}

static int put_all(struct call *c, struct err *e)
{
    struct arena page[2] = {{0}}; /* the last row of one page is asked for by the next */
    struct read_alerts rows = {0};
    int rc;
    for (int k = 0;; k = !k) {
        const struct read_alert *after = rows.n ? &rows.v[rows.n - 1] : NULL;
        arena_reset(&page[k]);
        rc = read_alerts_by_case(c->view.read, &wanted, after, PAGE, &page[k], &rows, e) ||
                     put_alerts(c, &rows, e)
                 ? -1
                 : 0;
        if (rc || !rows.n)
            break;
    }
    arena_release(&page[0]);
    arena_release(&page[1]);
    return rc;
}

static int run(struct call *c, struct err *e) { return limit ? put_newest(c, e) : put_all(c, e); }

const struct command alerts_command = {
    "alerts", "the database's alerts as JSON lines", usage, flags, NEEDS_DATABASE, 0, 0, judge, run};
