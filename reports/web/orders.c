#include "reports/web/orders.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "reports/order_void.h"
#include "reports/web/asked.h"
#include "store/read_acts.h"

enum { PIECE = 1000 };

/* What of an order is asked for beyond its row's columns: that it stands in a counter of a period. */
struct counting {
    int counter; /* -1: none */
    month first, last;
};

static int asked(struct page *p, struct read_orders_filter *f, struct counting *c, struct err *e)
{
    static const char *const names[] = {"region",  "dept",  "state",  "color", "open", "month",
                                        "counted", "limit", "cursor", "sort",  "page", NULL};
    static const char *const colors[] = {"blue", "orange", "red", NULL}, *const yes[] = {"1", NULL},
                             *const states[] = {"issued", "signed",    "replied", "returned",
                                                "closed", "cancelled", NULL},
                             *const counters[] = {"orders", "orders_due", "orders_on_time", NULL};
    const char *open = NULL, *counted = NULL;
    struct read_filter units;
    *f = (struct read_orders_filter){0};
    *c = (struct counting){-1, view_month(&p->view), view_month(&p->view)};
    if (request_only(p->rq, names, e) || asked_cases(p, &units, e) ||
        request_word(p->rq, "state", states, &f->state, e) ||
        request_word(p->rq, "color", colors, &f->color, e) || request_word(p->rq, "open", yes, &open, e) ||
        request_word(p->rq, "counted", counters, &counted, e) ||
        request_period(p->rq, "month", &c->first, &c->last, e))
        return -1;
    f->region = units.region;
    f->dept = units.dept;
    f->open = open != NULL;
    if (counted || request_get(p->rq, "month"))
        c->counter = counter_find(counted ? counted : counters[0]);
    return 0;
}

static bool counts(const struct order *o, const struct counting *c, instant now)
{
    struct order_count of[ORDER_COUNTS];
    int n = c->counter < 0 ? 0 : order_counts(o, now, of);
    for (int i = 0; i < n; i++)
        if (of[i].counter == c->counter && of[i].month >= c->first && of[i].month <= c->last)
            return true;
    return c->counter < 0;
}

/* Nothing moves an order in this list, and what is new stands in front: so pieces of it fit together while
 * orders are issued. */
static int compare(instant issued, const char *order, const struct orders_entry *q)
{
    if (issued != q->row->o.issued_at)
        return issued > q->row->o.issued_at ? -1 : 1;
    return strcmp(order, q->row->o.order);
}

static int by_age(const void *a, const void *b)
{
    const struct order *o = &((const struct orders_entry *)a)->row->o;
    return compare(o->issued_at, o->order, b);
}

/* Those that cannot be pursued as they stand; those that a unit has to answer; those whose answer is to be
 * looked at; those that are ended. */
enum urgency { VOID, UNANSWERED, ANSWERED, ENDED };

static enum urgency urgency_of(const struct orders_entry *of)
{
    const struct order *o = &of->row->o;
    return order_ended(o) ? ENDED : of->n_void ? VOID : o->state == IS_replied ? ANSWERED : UNANSWERED;
}

/* Of the open ones the first due first, of the ended ones the newest. */
static int by_urgency(const void *a, const void *b)
{
    const struct orders_entry *p = a, *q = b;
    enum urgency pu = urgency_of(p), qu = urgency_of(q);
    if (pu != qu)
        return pu < qu ? -1 : 1;
    if (pu != ENDED && p->row->o.due != q->row->o.due)
        return p->row->o.due < q->row->o.due ? -1 : 1;
    return by_age(a, b);
}

int orders_after(const struct page *p, const struct orders_list *l, size_t *at, struct err *e)
{
    const char *v = request_get(p->rq, "cursor"), *point = v ? strchr(v, '.') : NULL;
    char issued[24] = "";
    int64_t t = 0;
    *at = 0;
    if (!v)
        return 0;
    if (point && (size_t)(point - v) < sizeof issued)
        memcpy(issued, v, (size_t)(point - v));
    if (!point || !text_number(issued, INSTANT_FIRST, INSTANT_LAST, &t))
        return err_usage(e, tr("参数 cursor 无效"));
    while (*at < l->n && compare(t, point + 1, &l->v[*at]) >= 0)
        ++*at;
    return 0;
}

const char *orders_cursor(const struct orders_entry *last, struct arena *a)
{
    struct str s = {0};
    str_int(&s, last->row->o.issued_at);
    str_printf(&s, ".%s", last->row->o.order);
    return str_keep(&s, a);
}

int orders_read(struct page *p, bool urgent, struct orders_list *out, struct err *e)
{
    struct read_orders_filter f;
    struct counting c;
    struct order_rows rows = {0};
    VEC(struct orders_entry) all = {0};
    int rc = asked(p, &f, &c, e);
    do {
        const char *after = rows.n ? rows.v[rows.n - 1].o.order : NULL;
        rc = rc || read_orders(p->view.read, &f, after, PIECE, p->view.ref, p->view.arena, &rows, e);
        uint32_t *n = rc ? NULL : arena_zalloc(p->view.arena, (rows.n + 1) * sizeof *n);
        rc = rc || order_void(&p->view, &rows, n, e);
        for (size_t i = 0; !rc && i < rows.n; i++)
            if (counts(&rows.v[i].o, &c, p->view.now))
                vec_push(&all, ((struct orders_entry){&rows.v[i], n[i]}));
    } while (!rc && rows.n == PIECE);
    if (all.n > 1)
        qsort(all.v, all.n, sizeof *all.v, urgent ? by_urgency : by_age);
    out->n = all.n;
    out->v = arena_alloc(p->view.arena, (all.n + 1) * sizeof *out->v);
    if (all.n)
        memcpy(out->v, all.v, all.n * sizeof *all.v);
    vec_release(&all);
    return rc ? -1 : 0;
}
