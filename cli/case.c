#include "cli/case_text.h"

#include <string.h>

#include "base/clock.h"
#include "codec/objects.h"
#include "cli/casefile.h"
#include "cli/command.h"
#include "reports/api_objects.h"
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
static instant seen_from = INSTANT_NONE; /* --as-of */

static int missing(const char *no, struct err *e)
{
    return err_set(e, "there is no case %s, or none of its events counts yet", no);
}

/* The alerts that the evaluation gives. */
static void alerts_of_events(struct case_file *c, struct arena *a)
{
    c->n_alerts = c->f.ev.alerts.n;
    c->alerts = arena_zalloc(a, (c->n_alerts + 1) * sizeof *c->alerts);
    for (size_t i = 0; i < c->n_alerts; i++)
        c->alerts[i].al = c->f.ev.alerts.v[i];
}

static int stored_alert(const struct view *v, const struct read_alert *row, struct case_alert *out,
                        struct err *e)
{
    return api_objects_alert_of(v, row, &out->al, e) ||
                   read_alert_changes(v->read, row->id, v->arena, &out->changes, e)
               ? -1
               : 0;
}

enum { ALERTS = 100000 }; /* of one case */

static int alerts_of_database(struct call *cli, struct case_file *c, struct err *e)
{
    struct read_filter filter = READ_ANY;
    struct read_alerts rows;
    filter.case_no = c->f.ev.row.case_no;
    if (read_alerts_by_case(cli->view.read, &filter, NULL, ALERTS, &cli->arena, &rows, e))
        return -1;
    c->n_alerts = rows.n;
    c->alerts = arena_zalloc(&cli->arena, (rows.n + 1) * sizeof *c->alerts);
    for (size_t i = 0; i < rows.n; i++)
        if (stored_alert(&cli->view, &rows.v[i], &c->alerts[i], e))
            return -1;
    return 0;
}

static int from_database(struct call *cli, const char *no, struct case_file *c, struct err *e)
{
    struct read_filter filter = READ_ANY;
    struct read_cases rows;
    filter.case_no = no;
    if (read_cases(cli->view.read, &filter, NULL, 1, &cli->arena, &rows, e))
        return -1;
    c->as_of = seen_from == INSTANT_NONE ? cli->view.now : seen_from;
    if (!rows.n)
        return missing(no, e);
    return folder_open(&c->f, &rows.v[0], &cli->ref, c->as_of, &cli->arena, e);
}

static int from_files(struct call *cli, const char *no, struct case_file *c, struct err *e)
{
    const struct event *events;
    size_t n;
    if (casefile_read(cli->args + 1, cli->n_args - 1, no, &cli->ref, &cli->arena, &events, &n, e))
        return -1;
    c->as_of = seen_from == INSTANT_NONE ? clock_wall() : seen_from;
    folder_of(&c->f, events, n, &cli->ref, c->as_of, &cli->arena);
    return 0;
}

/* The object of the API's cases/NO. */
static void put_json(struct call *cli, const struct case_file *c)
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
    api_objects_clocks(&cli->view, out, &c->f);
    str_puts(out, ",\"events\":[");
    for (size_t i = 0; i < c->f.n; i++) {
        str_puts(out, i ? "," : "");
        event_write(out, &c->f.events[i], &cli->ref);
    }
    str_puts(out, "]}\n");
}

static int put(struct call *cli, struct case_file *c, struct err *e)
{
    if (c->f.ev.empty)
        return missing(cli->args[0], e);
    if (flag.file || flag.as_of)
        alerts_of_events(c, &cli->arena);
    else if (alerts_of_database(cli, c, e))
        return -1;
    view_at(&cli->view, c->as_of);
    c->there = arena_alloc(&cli->arena, c->f.n + 1);
    evidence_fold(&c->f, c->as_of, c->there);
    if (flag.json)
        put_json(cli, c);
    else
        case_text(&cli->out, c, &cli->ref, &cli->arena);
    return 0;
}

static int judge(struct call *c, struct err *e)
{
    if (!c->n_args)
        return err_usage(e, "the number of a case is wanted");
    if (!flag.file && c->n_args > 1)
        return err_usage(e, "\"%s\" is too much; files come with --file", c->args[1]);
    if (flag.file && c->n_args == 1)
        return err_usage(e, "--file: the names of event files are wanted behind the case");
    if (flag.file)
        c->needs = NEEDS_REFDATA;
    return command_instant("--as-of", flag.as_of, &seen_from, e);
}

static int run(struct call *c, struct err *e)
{
    struct case_file file = {0};
    if (flag.file ? from_files(c, c->args[0], &file, e) : from_database(c, c->args[0], &file, e))
        return -1;
    int rc = put(c, &file, e);
    folder_close(&file.f);
    return rc;
}

static const struct conf_extra flags[] = {
    {"as-of", "the instant that the case is seen from, RFC 3339", &flag.as_of, NULL},
    {"file", "the words behind NO are event files", NULL, &flag.file},
    {"json", "one JSON object, as the API gives it", NULL, &flag.json},
    {0}};

const struct command case_command = {"case",
                                     "one case: its events, its clocks day by day, its alerts and why",
                                     usage,
                                     flags,
                                     NEEDS_DATABASE,
                                     0,
                                     INT32_MAX,
                                     judge,
                                     run};
