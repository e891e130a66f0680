#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/paper.h"
#include "collector/signals.h"
#include "reports/frozen.h"

enum { STEP = 100000, REASON_MAX = 400 };

static int make_document(void *conf, const struct refdata *ref, struct read *rd, struct bulletin_paper *p,
                         struct err *e)
{
    return frozen_make(p, ref, conf, rd, e);
}

/* Every case once: 1 one is of another version. */
static int scan(struct ledger *l, instant *since, struct err *e)
{
    struct str after = {0};
    int found = now_read(&l->now, &l->db, since, e);
    do
        found = found ? found : ledger_scan(l, &after, STEP, e);
    while (!found && after.len);
    str_release(&after);
    return found;
}

/* What is due may be evaluated at this moment: a little patience. */
static int freeze(struct paper *p, struct ledger_freeze *f, struct err *e)
{
    for (int i = 0;; i++) {
        int stale = scan(p->l, &f->scanned, e);
        if (stale < 0)
            return -1;
        enum ledger_end end = LEDGER_DONE;
        if (stale) {
            f->verdict = LEDGER_IS_UNRIPE;
            snprintf(f->why, sizeof f->why, "cases of another version of the reference data wait");
        } else
            end = ledger_freeze(p->l, f, e);
        if (end != LEDGER_DONE) {
            if (paper_again(p->l, end, e))
                return -1;
        } else if (f->verdict != LEDGER_IS_UNRIPE || i == p->patience || signals_stop)
            return 0;
        else
            signals_sleep(1000);
    }
}

/* The same person asks once more for what he has seen before it was done: his form came twice. */
static bool asked_again(struct paper *p, struct err *e)
{
    struct paper before = *p;
    p->revision = 0;
    if (!p->match || paper_take(p, e) || p->row.published || strcmp(p->row.frozen_by, p->by) != 0)
        return false;
    before.revision = p->row.revision - 1;
    if (!before.revision)
        return paper_matches(p, 0, 0);
    return !paper_take(&before, e) && paper_matches(p, before.revision, before.row.version);
}

static int refuse(struct paper *p, const struct ledger_freeze *f, struct err *e)
{
    if (f->verdict == LEDGER_IS_UNRIPE)
        return paper_refuse(p, PAPER_unripe, f->why, NULL);
    if ((f->verdict == LEDGER_IS_THERE || f->revise) && asked_again(p, e))
        return 0;
    return paper_refuse(p,
                        f->verdict == LEDGER_IS_THERE ? PAPER_frozen
                        : f->revise                   ? PAPER_unpublished
                                                      : PAPER_running,
                        NULL, NULL);
}

static int work(struct paper *p, bool revise, struct err *e)
{
    struct bulletin_conf conf = *p->conf;
    struct ledger_freeze f = {.period = p->period,
                              .by = p->by,
                              .first = p->first,
                              .last = p->last,
                              .until = INSTANT_NONE,
                              .revise = revise,
                              .reason = p->reason,
                              .make = make_document,
                              .ctx = &conf,
                              .as_of = INSTANT_NONE};
    p->refusal = PAPER_done;
    if (freeze(p, &f, e))
        return -1;
    if (f.verdict != LEDGER_IS_DONE)
        return refuse(p, &f, e);
    p->revision = f.revision;
    return paper_take(p, e);
}

int paper_freeze(struct paper *p, struct err *e) { return work(p, false, e); }

static bool is_line(const char *z, size_t most)
{
    char what[TEXT_WHAT];
    return *z && str_points(z) <= most && !text_bad_byte(z, strlen(z), what);
}

int paper_revise(struct paper *p, struct err *e)
{
    if (p->reason && !is_line(p->reason, REASON_MAX))
        return paper_refuse(p, PAPER_bad_reason, NULL, NULL);
    return work(p, true, e);
}
