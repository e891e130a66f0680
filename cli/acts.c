#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/bottom.h"
#include "cli/command.h"
#include "base/clock.h"
#include "base/text.h"
#include "codec/act_decode.h"
#include "codec/sentences.h"
#include "codec/feed.h"
#include "collector/signals.h"
#include "ledger/act.h"
#include "store/codes.h"
#include "store/migrate.h"
#include "store/reference.h"

static const char usage[] =
    "usage: jiancha acts export                                     every act, one JSON object a line\n"
    "       jiancha acts add --by LOGIN --role ROLE [--own CODE] FILE…   acts of a file, one JSON object a "
    "line\n"
    "       jiancha acts add --by LOGIN --role ROLE [--own CODE] --act ACT --FIELD VALUE…   one act\n"
    "       jiancha acts add --history FILE…                        an old log, into an empty one\n"
    "What people decide (docs/ACTS.md). seq, at, by, role and own are the caller's, whatever a line says; an "
    "order that is\n"
    "issued gets its number. With --history the file's stay. Acts that are refused are listed; exit 1.\n";

static struct {
    const char *by, *role, *own, *act;
    bool history;
    const char *order, *case_no, *rule, *subject, *region, *dept, *reply_days, *text, *month, *league, *unit,
        *held_on, *person, *due, *signer, *doc_no, *title, *cc;
} flag;
#define FIELD(flag_name, name, help)      \
    {                                     \
        flag_name, help, &flag.name, NULL \
    }
static const struct conf_extra flags[] = {
    {"by", "login of who decides", &flag.by, NULL},
    {"role", "bureau, region, department or system", &flag.role, NULL},
    {"own", "code of the actor's own region or department", &flag.own, NULL},
    {"history", "into an empty log: keep the file's seq, at, by, role and own", NULL, &flag.history},
    FIELD("act", act, "issue, drop, sign, reply, return, extend, close, cancel, appeal, uphold, …"),
    FIELD("order", order, "number of the order"),
    FIELD("case", case_no, "number of the case"),
    FIELD("rule", rule, "of an alert: its rule"),
    FIELD("subject", subject, "of an alert: its subject, may be empty"),
    FIELD("region", region, "code of the unit's region"),
    FIELD("dept", dept, "code of the unit's department"),
    FIELD("reply-days", reply_days, "working days"),
    FIELD("text", text, "what is said"),
    FIELD("month", month, "of a bottom place, 2026-10"),
    FIELD("league", league, "county, zone or department"),
    FIELD("unit", unit, "code of the unit in the bottom place"),
    FIELD("held-on", held_on, "day of the interview"),
    FIELD("person", person, "who was interviewed"),
    FIELD("due", due, "day by which it is put right"),
    FIELD("signer", signer, "签发人"),
    FIELD("doc-no", doc_no, "文书编号"),
    FIELD("title", title, "of an order"),
    FIELD("cc", cc, "of an order"),
    {0},
};

static struct act caller;

static int judge(struct call *c, struct err *e)
{
    bool add = c->n_args && !strcmp(c->args[0], "add"),
         export = c->n_args == 1 && !strcmp(c->args[0], "export");
    if (!add && !export)
        return err_usage(e, "export, or add, is wanted; see --help");
    if (export)
        return 0;
    if (flag.history != (!flag.by && !flag.role))
        return err_usage(e, "either --by LOGIN and --role ROLE, or --history, is wanted");
    if ((c->n_args > 1) == (flag.act != NULL) || (flag.history && flag.act))
        return err_usage(e, "acts come from files, or one from --act and its fields");
    return 0;
}

/* Who asks, out of the flags. */
static int read_caller(struct call *c, struct err *e)
{
    int role = 0;
    if (flag.history)
        return 0;
    if (command_word("--role", flag.role, act_role_word + 1, &role, e))
        return -1;
    act_clear(&caller);
    caller.by = flag.by ? flag.by : "";
    caller.role = (uint8_t)(role + 1);
    bool unit = caller.role == ACTOR_REGION || caller.role == ACTOR_DEPARTMENT;
    if (!*caller.by || str_points(caller.by) > 64)
        return err_usage(e, "--by: a login of 1 to 64 characters is wanted");
    if (unit && !flag.own)
        return err_usage(e, "--role %s needs --own CODE", flag.role);
    if (!flag.own)
        return 0;
    caller.own = caller.role == ACTOR_REGION ? refdata_region(&c->ref, flag.own)
                                             : refdata_dept(&c->ref, flag.own);
    return caller.own >= 0 ? 0
                           : err_usage(e, "--own %s: the reference data does not have this code", flag.own);
}

/* The act that the flags make, as a line. */
static void line_of_flags(struct str *out)
{
    const struct {
        const char *name, *value;
        bool number;
    } field[] = {{"act", flag.act, false},
                 {"order", flag.order, false},
                 {"case_no", flag.case_no, false},
                 {"rule", flag.rule, true},
                 {"subject", flag.subject, false},
                 {"region", flag.region, false},
                 {"dept", flag.dept, false},
                 {"reply_days", flag.reply_days, true},
                 {"text", flag.text, false},
                 {"month", flag.month, false},
                 {"league", flag.league, false},
                 {"unit", flag.unit, false},
                 {"held_on", flag.held_on, false},
                 {"person", flag.person, false},
                 {"due", flag.due, false},
                 {"signer", flag.signer, false},
                 {"doc_no", flag.doc_no, false},
                 {"title", flag.title, false},
                 {"cc", flag.cc, false}};
    str_putc(out, '{');
    for (size_t i = 0; i < sizeof field / sizeof *field; i++) {
        if (!field[i].value)
            continue;
        str_printf(out, "%s\"%s\":", out->len > 1 ? "," : "", field[i].name);
        int64_t n;
        if (field[i].number && text_number(field[i].value, INT32_MIN, INT32_MAX, &n))
            str_int(out, n);
        else
            str_json(out, field[i].value);
    }
    if (flag.rule && flag.case_no && (!strcmp(flag.act, "issue") || !strcmp(flag.act, "drop"))) {
        str_puts(out, ",\"alerts\":[{\"case_no\":");
        str_json(out, flag.case_no);
        str_printf(out, ",\"rule\":%s,\"subject\":", flag.rule);
        str_json(out, flag.subject ? flag.subject : "");
        str_puts(out, "}]");
    } else if (!strcmp(flag.act, "issue"))
        str_puts(out, ",\"alerts\":[]");
    str_putc(out, '}');
}

struct adding {
    struct call *c;
    struct ledger *l;
    int64_t done, refused;
    struct err *e;
    int failed; /* -1: the work cannot go on */
    int64_t seq; /* history: the highest seen, also of acts that were refused */
};

static int stands_at_bottom(void *ctx, month m, enum league league, int32_t unit, struct err *e)
{
    const struct call *c = ctx;
    return bottom_stands(&c->conf, &c->ref, m, league, unit, e);
}

/* The reason as the pages tell it, too, where it has Chinese words. */
static void say_refused(const char *file, int64_t number, const char *code, const char *why)
{
    struct str zh = {0};
    bool told = why && sentences_zh(&zh, why);
    if (file)
        fprintf(stderr, "%s:%" PRId64 ": ", file, number);
    fprintf(stderr, "refused: %s%s%s", code, why ? ": " : "", why ? why : "");
    fprintf(stderr, told ? "（%s）\n" : "\n", str_text(&zh));
    str_release(&zh);
}

/* Until it is stored or refused. */
static int store(struct adding *x, struct ledger_decision *d)
{
    for (;;) {
        enum ledger_end end = ledger_act(x->l, d, x->e);
        while (end == LEDGER_DOUBT)
            end = ledger_recover(x->l, &signals_stop, x->e) ? LEDGER_BROKEN
                                                            : ledger_act_settle(x->l, d, x->e);
        if (end == LEDGER_DONE)
            return 0;
        if (end != LEDGER_RETRY && end != LEDGER_AGAIN)
            return -1;
        if (end == LEDGER_RETRY && ledger_recover(x->l, &signals_stop, x->e))
            return -1;
    }
}

/* A line of an old log against the lines before it: as replay judges them. */
static enum act_verdict judge_history(struct adding *x, const struct act *a)
{
    if (a->seq <= x->seq)
        return VERDICT_bad_seq;
    x->seq = a->seq;
    return a->at > clock_wall() ? VERDICT_later : VERDICT_done;
}

static int add_line(struct adding *x, const char *file, int64_t number, const char *p, size_t n)
{
    struct reject rj;
    struct arena a = {0};
    struct ledger_decision d = {
        .history = flag.history, .bottom = flag.history ? NULL : stands_at_bottom, .ctx = x->c, .arena = &a};
    int rc = flag.history ? act_decode(p, n, x->l->ref, &a, &d.act, &rj)
                          : act_decode_asked(p, n, x->l->ref, &a, &caller, &d.act, &rj);
    bool refused = rc != 0;
    enum act_verdict old = !rc && flag.history ? judge_history(x, &d.act) : VERDICT_done;
    if (rc)
        say_refused(file, number, rj.code, rj.reason);
    else if ((refused = old != VERDICT_done))
        say_refused(file, number, old == VERDICT_later ? "later" : act_verdict_word[old],
                    old == VERDICT_later ? "it lies in the future" : NULL);
    else if ((rc = store(x, &d)))
        x->failed = -1;
    else if ((refused = d.verdict != VERDICT_done))
        say_refused(file, number, act_verdict_word[d.verdict], d.why);
    else
        printf("%s\n", str_text(&d.body));
    x->refused += refused;
    x->done += !refused && !x->failed;
    str_release(&d.body);
    arena_release(&a);
    return x->failed;
}

static void add_file_line(void *ctx, const struct linefile *f, struct line line)
{
    struct adding *x = ctx;
    if (!x->failed && !signals_stop)
        add_line(x, f->name, f->number, line.p, line.n);
}

static int add(struct adding *x, struct err *e)
{
    struct str line = {0};
    int rc = 0;
    if (flag.act) {
        line_of_flags(&line);
        rc = add_line(x, NULL, 1, line.p, line.len);
        str_release(&line);
    }
    for (int i = 1; !rc && i < x->c->n_args; i++)
        rc = feed_each(x->c->args[i], add_file_line, x, e) || x->failed ? -1 : 0;
    if (!rc)
        fprintf(stderr, "acts %" PRId64 " refused %" PRId64 "\n", x->done, x->refused);
    return rc ? -1 : x->refused > 0;
}

enum { PAGE = 5000 };

static int export(struct ledger *l, struct err *e)
{
    struct arena a = {0};
    struct acts_lines lines = {0};
    int64_t after = 0;
    int rc;
    while (!(rc = acts_read(&l->db, after, PAGE, NULL, &a, &lines, e)) && lines.n) {
        for (size_t i = 0; i < lines.n; i++)
            printf("%s\n", lines.v[i].body);
        after = lines.v[lines.n - 1].seq;
        arena_reset(&a);
    }
    arena_release(&a);
    return rc;
}

/* An old log goes into an empty one only. */
static int check_empty(struct ledger *l, struct err *e)
{
    struct arena a = {0};
    struct acts_lines lines;
    int rc = acts_read(&l->db, 0, 1, NULL, &a, &lines, e);
    if (!rc && lines.n)
        rc = err_set(e, "--history: the log holds acts already");
    arena_release(&a);
    return rc;
}

static int work(struct call *c, struct ledger *l, struct err *e)
{
    struct adding x = {.c = c, .l = l, .e = e};
    if (db_connect(&l->db, e) || migrate(&l->db, e) || codes_missing(&l->db, l->ref, e))
        return -1;
    if (!strcmp(c->args[0], "export"))
        return export(l, e);
    if (reference_keep(&l->db, l->ref, e) || (flag.history && check_empty(l, e)))
        return -1;
    return add(&x, e);
}

static int run(struct call *c, struct err *e)
{
    struct ledger l;
    if (!strcmp(c->args[0], "add") && read_caller(c, e))
        return -1;
    ledger_init(&l, &c->ref, LEDGER_CLERK);
    db_init(&l.db, c->conf.database, "jiancha-acts", NULL);
    int rc = work(c, &l, e);
    ledger_release(&l);
    return rc;
}

const struct command acts_command = {
    "acts", "what people decide: export, add", usage, flags, NEEDS_REFDATA, 1, INT32_MAX, judge, run};
