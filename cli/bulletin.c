#include "cli/bulletin_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "collector/signals.h"
#include "reports/frozen.h"
#include "store/codes.h"
#include "store/migrate.h"
#include "store/reference.h"

static const char usage[] =
    "usage: jiancha bulletin list [PERIOD] [--history]          what was frozen and published, one JSON object a line;\n"
    "                                                           --history: who changed what of PERIOD\n"
    "       jiancha bulletin show PERIOD [--wording]            the document as text; --wording: as `edit --text` takes it\n"
    "       jiancha bulletin freeze PERIOD --by NAME            figures, tables and ranks stay from now on\n"
    "       jiancha bulletin edit PERIOD --by NAME [--number N] [--dated DAY] [--signatory NAME]\n"
    "                                                           [--disclosure WORD] [--text FILE]\n"
    "       jiancha bulletin publish PERIOD --by NAME           needs number, date, signatory, and no bottom place undecided\n"
    "       jiancha bulletin revise PERIOD --by NAME            a further revision of what is published, frozen now\n"
    "       jiancha bulletin diff PERIOD                        what came later, cell by cell; exit 1 if anything did\n"
    "       jiancha bulletin diff PERIOD --revision N --against M  where revision M says something else than N; exit 1 if anywhere\n"
    "       jiancha bulletin verify PERIOD                      computed again from events and acts; exit 1 if a cell differs\n"
    "       jiancha bulletin export PERIOD --out DIR [--public] DIR/PERIOD.docx, .pdf, .xlsx, .csv, .json and .html, each whole\n"
    "PERIOD: 2026-10, 2026-Q3, 2026-H1 or 2026. The newest revision, or --revision N; what is not frozen is a draft, and --draft\n"
    "makes one of what is. What is published is the bytes that were published. Months are frozen by themselves (bulletin.conf:\n"
    "freeze_day, freeze_hour), longer periods by command. Exit 1: there is nothing of that period, or it is refused.\n";

enum { PATIENCE = 30 };

static struct {
    const char *out, *by, *revision, *against, *number, *dated, *signatory, *disclosure, *text, *reason;
    bool public, draft, wording, history;
} flag;
static const struct conf_extra flags[] = {
    {"by", "name of who freezes, edits, publishes or revises", &flag.by, NULL},
    FLAG(revision, "this revision instead of the newest"),
    FLAG(against, "diff: another revision, instead of what stands now"),
    FLAG(number, "edit: number in its year, N or YYYY-N (发文字号)"),
    FLAG(dated, "edit: its date, YYYY-MM-DD (成文日期)"),
    FLAG(signatory, "edit: 落款"),
    FLAG(disclosure, "edit: 主动公开, 依申请公开 or 不予公开"),
    FLAG(reason, "revise: why, one line that stands in the document (更正原因)"),
    FLAG(text, "edit: file with the wording, as `show --wording` writes it; - is standard input"),
    FLAG(out, "export: folder that the files are written to"),
    {"public", "export: without what is not made public", NULL, &flag.public},
    {"draft", "show, export: a draft of now, also of what is frozen", NULL, &flag.draft},
    {"wording", "show: the wording, to be edited", NULL, &flag.wording},
    {"history", "list: the changes of a period's wording, number, signatory and date", NULL, &flag.history},
    {0}};

enum how { READS, WRITES, COMPUTES };
static const struct verb {
    const char *name;
    int (*run)(struct bulletin_ask *, struct err *);
    enum how how;
    const char *flags; /* those that it takes */
} verbs[] = {
    {"list", bulletin_list, READS, "history revision"},
    {"show", bulletin_show, READS, "revision draft wording"},
    {"export", bulletin_export, READS, "revision draft out public"},
    {"freeze", bulletin_freeze, WRITES, "by"},
    {"edit", bulletin_edit, WRITES, "by revision number dated signatory disclosure text"},
    {"publish", bulletin_publish, WRITES, "by revision"},
    {"revise", bulletin_revise, WRITES, "by reason"},
    {"diff", bulletin_diff, READS, "revision against"},
    {"verify", bulletin_verify, COMPUTES, "revision"},
};
enum { VERBS = sizeof verbs / sizeof *verbs };

static const struct verb *verb;
static struct bulletin_ask ask;

static bool takes(const struct verb *v, const char *name)
{
    size_t n = strlen(name);
    for (const char *z = v->flags; (z = strstr(z, name)); z += n)
        if ((z == v->flags || z[-1] == ' ') && (z[n] == ' ' || !z[n]))
            return true;
    return false;
}

static int check_flags(struct err *e)
{
    for (const struct conf_extra *x = flags; x->name; x++)
        if ((x->flag ? *x->flag : *x->text != NULL) && !takes(verb, x->name))
            return err_usage(e, "%s takes no --%s; see --help", verb->name, x->name);
    if (takes(verb, "out") && !flag.out)
        return err_usage(e, "%s needs --out DIR", verb->name);
    if (takes(verb, "by") && !(flag.by && *flag.by && str_points(flag.by) <= 64))
        return err_usage(e, "%s needs --by NAME, of 1 to 64 characters", verb->name);
    return 0;
}

static int read_values(struct err *e)
{
    int64_t n = 0;
    if (command_number("--revision", flag.revision, 1, 10000, &n, e))
        return -1;
    ask.revision = (int)n;
    n = 0;
    if (command_number("--against", flag.against, 1, 10000, &n, e))
        return -1;
    ask.against = (int)n;
    return ask.against && !ask.revision ? err_usage(e, "--against needs --revision") : 0;
}

static int judge(struct call *c, struct err *e)
{
    verb = NULL;
    for (const struct verb *v = verbs; v < verbs + VERBS; v++)
        if (!strcmp(v->name, c->args[0]))
            verb = v;
    if (!verb)
        return err_usage(e, "%s: list, show, freeze, edit, publish, revise, diff, verify or export is wanted",
                         c->args[0]);
    if (c->n_args < 2 && verb->run != bulletin_list)
        return err_usage(e, "%s needs a period; see --help", verb->name);
    ask = (struct bulletin_ask){.c = c,
                                .period = c->n_args > 1 ? c->args[1] : NULL,
                                .out = flag.out,
                                .by = flag.by,
                                .number = flag.number,
                                .dated = flag.dated,
                                .disclosure = flag.disclosure,
                                .reason = flag.reason,
                                .signatory = flag.signatory,
                                .text = flag.text,
                                .public = flag.public,
                                .draft = flag.draft,
                                .wording = flag.wording,
                                .history = flag.history};
    if (ask.period &&
        !(period_parse(ask.period, strlen(ask.period), &ask.first, &ask.last) && month_possible(ask.first)))
        return err_usage(e, "%s %s: a period such as 2026-10, 2026-Q3, 2026-H1 or 2026 is wanted", verb->name,
                         ask.period);
    if (check_flags(e) || read_values(e) || bulletin_conf_load(&ask.conf, c->conf.config, e))
        return -1;
    if (verb->how != COMPUTES && command_reference(c, NULL, e))
        return -1;
    c->needs = verb->how == READS ? NEEDS_DATABASE : verb->how == WRITES ? NEEDS_REFDATA : NEEDS_NOTHING;
    return 0;
}

static int run(struct call *c, struct err *e)
{
    (void)c;
    return verb->run(&ask, e);
}

int bulletin_write(struct bulletin_ask *a,
                   int (*work)(struct bulletin_ask *a, struct ledger *l, struct err *e), struct err *e)
{
    struct ledger l;
    ledger_init(&l, &a->c->ref, LEDGER_CLERK);
    db_init(&l.db, a->c->conf.database, "jiancha-bulletin", NULL);
    int rc = db_connect(&l.db, e) || migrate(&l.db, e) || codes_missing(&l.db, l.ref, e) ||
                     reference_keep(&l.db, l.ref, e)
                 ? -1
                 : work(a, &l, e);
    ledger_release(&l);
    return rc;
}

void bulletin_paper_of(const struct bulletin_ask *a, struct ledger *l, struct paper *p)
{
    *p = (struct paper){.l = l,
                        .conf = &a->conf,
                        .arena = &a->c->arena,
                        .period = a->period,
                        .by = a->by,
                        .first = a->first,
                        .last = a->last,
                        .revision = a->revision,
                        .patience = PATIENCE,
                        .reason = a->reason,
                        .number = a->number,
                        .dated = a->dated,
                        .signatory = a->signatory,
                        .disclosure = a->disclosure};
}

int bulletin_refused(const struct bulletin_ask *a, const char *why)
{
    fprintf(stderr, "%s: refused: %s\n", a->period, why);
    return 1;
}

int bulletin_done(struct bulletin_ask *a, const struct paper *p, int rc, struct err *e)
{
    struct str why = {0};
    if (rc < 0)
        return -1;
    if (!rc) {
        paper_line(&a->c->out, &p->row);
        str_putc(&a->c->out, '\n');
        return 0;
    }
    paper_say(&why, p, false);
    if (!strcmp(paper_reasons[p->refusal].code, "bad_form") && p->refusal != PAPER_bad_text)
        rc = err_usage(e, "%s", str_text(&why));
    else
        rc = bulletin_refused(a, str_text(&why));
    str_release(&why);
    return rc;
}

const struct command bulletin_command = {
    "bulletin",
    "bulletins: list, show, freeze, edit, publish, revise, diff, verify, export",
    usage,
    flags,
    NEEDS_NOTHING, /* judge loads the reference data */
    1,
    2,
    judge,
    run};
