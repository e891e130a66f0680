#include "ledger/rebuild_acts.h"

#include <inttypes.h>
#include <string.h>

#include "codec/act_decode.h"

enum { PAGE = 5000 };

static int fold_line(struct ledger *l, struct acts_fold *f, const struct acts_line *line, struct arena *a,
                     struct err *e)
{
    struct act act;
    struct reject rj;
    if (act_decode(line->body, strlen(line->body), l->ref, a, &act, &rj)) {
        l->db.fail = DB_BUG;
        return err_set(e, "act %" PRId64 " cannot be read with this reference data: %s", line->seq,
                       rj.reason);
    }
    enum act_verdict v = acts_fold_add(f, &act);
    if (v != VERDICT_done) {
        l->db.fail = DB_BUG;
        return err_set(e, "act %" PRId64 " does not follow from those before it: %s", line->seq,
                       v == VERDICT_later ? "it lies in the future" : act_verdict_word[v]);
    }
    if (act.type != ACT_issue && act.type != ACT_drop)
        return 0;
    return orders_name(&l->db, act.seq, act.order, &act.alerts, e);
}

int rebuild_acts_fold(struct ledger *l, struct acts_fold *f, instant now, struct err *e)
{
    struct arena a = {0};
    struct acts_lines lines = {0};
    int64_t after = 0;
    int rc;
    acts_fold_init(f, l->ref, now);
    while (!(rc = acts_read(&l->db, after, PAGE, NULL, &a, &lines, e)) && lines.n) {
        for (size_t i = 0; !rc && i < lines.n; i++)
            rc = fold_line(l, f, &lines.v[i], &a, e);
        after = lines.v[lines.n - 1].seq;
        arena_reset(&a);
        if (rc)
            break;
    }
    arena_release(&a);
    return rc;
}

static int write_upheld(struct ledger *l, struct acts_fold *f, const struct appeal *p, struct err *e)
{
    struct arena a = {0};
    struct str packed = {0};
    struct upheld_list list = acts_fold_upheld(f, p->alert.case_no, &a);
    struct upheld *sorted = arena_alloc(&a, (list.n + 1) * sizeof *sorted);
    memcpy(sorted, list.v, list.n * sizeof *sorted);
    upheld_pack(&packed, sorted, list.n);
    int rc = cases_uphold(&l->db, p->alert.case_no, &packed, e);
    str_release(&packed);
    arena_release(&a);
    return rc;
}

int rebuild_acts_write(struct ledger *l, struct acts_fold *f, instant now, struct err *e)
{
    refold_begin(&l->refold, l->ref, now);
    for (size_t i = 0; i < f->orders.n; i++) {
        struct order_row row = {.o = f->orders.v[i], .counts = ""};
        if (ledger_order_put(l, &row, now, e))
            return -1;
    }
    for (size_t i = 0; i < f->appeals.n; i++)
        if (appeals_put(&l->db, &f->appeals.v[i], l->ref, e) ||
            (f->appeals.v[i].state == IS_upheld && write_upheld(l, f, &f->appeals.v[i], e)))
            return -1;
    for (size_t i = 0; i < f->interviews.n; i++)
        if (interviews_put(&l->db, &f->interviews.v[i], now, l->ref, e))
            return -1;
    return sums_write(&l->refold.sums, &l->db, l->slot, l->ref, e);
}
