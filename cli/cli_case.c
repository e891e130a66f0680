#include "cli/cli_case.h"

#include <string.h>

#include "base/clock.h"
#include "codec/objects.h"
#include "reports/web/api.h"
#include "reports/evidence.h"
#include "reports/names.h"

static const char usage[] =
    "usage: jiancha case NO [--as-of INSTANT] [--json]                 from the database\n"
    "       jiancha case NO --file [--as-of INSTANT] [--json] FILE…    from event files, without a database\n"
    "The case's facts and events, both clocks day by day, how each due day came about, and every alert with "
    "its figures, events and legal basis.\n"
    "The database's alerts have their history; with --as-of or --file they are those that the events give at "
    "that instant (default: now).\n";

static struct {
    const char *as_of;
    bool json, file;
} flag;
static cli_case_files *read_files; /* given by main.c for the one run of this process */

static int missing(const char *no, struct err *e)
{
    return err_set(e, "there is no case %s, or none of its events counts yet", no);
}

/* The alerts that the evaluation gives. */
static void alerts_of_events(struct cli_case *c, struct arena *a)
{
    c->n_alerts = c->f.ev.alerts.n;
    c->alerts = arena_zalloc(a, (c->n_alerts + 1) * sizeof *c->alerts);
    for (size_t i = 0; i < c->n_alerts; i++)
        c->alerts[i].al = c->f.ev.alerts.v[i];
}

static int stored_alert(struct cli *cli, const struct read_alert *row, struct cli_alert *out, struct err *e)
{
    int rule = rules_find(row->rule), state = names_state(row->state);
    int32_t region = refdata_region(&cli->ref, row->region), dept = refdata_dept(&cli->ref, row->dept);
    if (rule < 0 || state < 0 || region < 0 || dept < 0)
        return err_set(e, "alert %lld names a rule, state or unit that this configuration does not have",
                       (long long)row->id);
    out->al = (struct alert){
        .rule = (uint16_t)rule,
        .level = (uint8_t)names_level(row->level),
        .state = (uint8_t)state,
        .region = region,
        .dept = dept,
        .raised = row->raised,
        .cleared = row->cleared,
        .subject = row->subject,
        .used = row->used,
        .limit = row->limit,
        .due = row->due,
    };
    return read_alert_changes(cli->page.read, row->id, &cli->arena, &out->changes, e);
}

enum { ALERTS = 100000 }; /* of one case */

static int alerts_of_database(struct cli *cli, struct cli_case *c, struct err *e)
{
    struct read_filter filter = READ_ANY;
    struct read_alerts rows;
    filter.case_no = c->f.ev.row.case_no;
    if (read_alerts_by_case(cli->page.read, &filter, NULL, ALERTS, &cli->arena, &rows, e))
        return -1;
    c->n_alerts = rows.n;
    c->alerts = arena_zalloc(&cli->arena, (rows.n + 1) * sizeof *c->alerts);
    for (size_t i = 0; i < rows.n; i++)
        if (stored_alert(cli, &rows.v[i], &c->alerts[i], e))
            return -1;
    return 0;
}

static int from_database(struct cli *cli, const char *no, struct cli_case *c, struct err *e)
{
    struct read_filter filter = READ_ANY;
    struct read_cases rows;
    filter.case_no = no;
    if (cli_database(cli, e) || read_cases(cli->page.read, &filter, NULL, 1, &cli->arena, &rows, e))
        return -1;
    if (c->as_of == INSTANT_NONE)
        c->as_of = cli->page.stamp.now;
    if (!rows.n)
        return missing(no, e);
    return folder_open(&c->f, &rows.v[0], &cli->ref, c->as_of, &cli->arena, e);
}

static int from_files(struct cli *cli, const char *no, struct cli_case *c, struct err *e)
{
    const struct event *events;
    size_t n;
    if (read_files(cli->args + 1, cli->n_args - 1, no, &cli->ref, &cli->arena, &events, &n, e))
        return -1;
    if (c->as_of == INSTANT_NONE)
        c->as_of = clock_wall();
    folder_of(&c->f, events, n, &cli->ref, c->as_of, &cli->arena);
    return 0;
}

/* The object of the API's cases/NO. */
static void put_json(struct cli *cli, const struct cli_case *c)
{
    struct str *out = &cli->out;
    str_puts(out, "{\"case\":");
    object_case(out, &c->f.ev.row, &cli->ref);
    str_puts(out, ",\"alerts\":[");
    for (size_t i = 0; i < c->n_alerts; i++) {
        str_puts(out, i ? "," : "");
        object_alert(out, c->f.ev.row.case_no, &c->alerts[i].al, &cli->ref);
    }
    str_puts(out, "],\"clocks\":");
    api_clocks(&cli->page, out, &c->f);
    str_puts(out, ",\"events\":[");
    for (size_t i = 0; i < c->f.n; i++) {
        str_puts(out, i ? "," : "");
        event_write(out, &c->f.events[i], &cli->ref);
    }
    str_puts(out, "]}\n");
}

static int put(struct cli *cli, struct cli_case *c, struct err *e)
{
    if (c->f.ev.empty)
        return missing(cli->args[0], e);
    if (flag.file || flag.as_of)
        alerts_of_events(c, &cli->arena);
    else if (alerts_of_database(cli, c, e))
        return -1;
    cli->page.stamp.now = c->as_of;
    c->there = arena_alloc(&cli->arena, c->f.n + 1);
    evidence_fold(&c->f, c->as_of, c->there);
    if (flag.json)
        put_json(cli, c);
    else
        cli_case_text(&cli->out, c, &cli->ref, &cli->arena);
    return 0;
}

static int work(struct cli *cli, struct err *e)
{
    struct cli_case c = {.as_of = INSTANT_NONE};
    if (!cli->n_args)
        return err_usage(e, "the number of a case is wanted");
    if (!flag.file && cli->n_args > 1)
        return err_usage(e, "\"%s\" is too much; files come with --file", cli->args[1]);
    if (flag.file && cli->n_args == 1)
        return err_usage(e, "--file: the names of event files are wanted behind the case");
    if (cli_instant("--as-of", flag.as_of, &c.as_of, e))
        return -1;
    if (flag.file ? from_files(cli, cli->args[0], &c, e) : from_database(cli, cli->args[0], &c, e))
        return -1;
    int rc = put(cli, &c, e);
    folder_close(&c.f);
    return rc;
}

int cli_case_main(int argc, char **argv, cli_case_files *files)
{
    static const struct conf_extra extra[] = {
        {"as-of", "the instant that the case is seen from, RFC 3339", &flag.as_of, NULL},
        {"file", "the words behind NO are event files", NULL, &flag.file},
        {"json", "one JSON object, as the API gives it", NULL, &flag.json},
        {0}};
    read_files = files;
    return cli_run(argc, argv, extra, usage, INT32_MAX, work);
}
