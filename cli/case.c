#include "base/clock.h"
#include "cli/case_text.h"
#include "cli/casefile.h"
#include "cli/command.h"
#include "reports/named.h"

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
static instant seen_from;

static int judge(struct call *c, struct err *e)
{
    seen_from = INSTANT_NONE;
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

static int find_in_files(struct call *c, struct dossier *d, struct err *e)
{
    const struct event *events;
    size_t n;
    if (casefile_read(c->args + 1, c->n_args - 1, c->args[0], &c->ref, &c->arena, &events, &n, e))
        return -1;
    view_at(&c->view, seen_from == INSTANT_NONE ? clock_wall() : seen_from);
    return dossier_of(&c->view, events, n, d);
}

/* As the API gives it: with names beside the codes. */
static void put_object(struct call *c, const struct dossier *d)
{
    struct str plain = {0};
    dossier_json(&plain, d);
    named_json(&c->out, plain.p, plain.len, &c->ref);
    str_release(&plain);
}

static int run(struct call *c, struct err *e)
{
    struct dossier d;
    int found = flag.file ? find_in_files(c, &d, e) : dossier_find(&c->view, c->args[0], seen_from, &d, e);
    if (found <= 0)
        return found ? -1 : err_set(e, "there is no case %s, or none of its events counts yet", c->args[0]);
    if (flag.json)
        put_object(c, &d);
    else
        case_text(&c->out, &d);
    dossier_close(&d);
    return 0;
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
