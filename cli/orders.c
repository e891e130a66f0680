#include "cli/lines.h"
#include "codec/objects.h"
#include "store/read_acts.h"

static const char usage[] =
    "usage: jiancha orders [--order NO] [--region R] [--dept D] [--state S] [--color C] [--open]\n"
    "Supervision orders of the database, one JSON object a line, by number.\n";

enum { PAGE = 1000 };

static struct read_orders_filter wanted;
static const char *limit;
static const struct conf_extra flags[] = {
    {"order", "this order", &wanted.order, NULL},
    {"region", "code of its region", &wanted.region, NULL},
    {"dept", "code of its department", &wanted.dept, NULL},
    {"state", "issued, signed, replied, returned, closed or cancelled", &wanted.state, NULL},
    {"color", "blue, orange or red", &wanted.color, NULL},
    {"open", "neither closed nor cancelled", NULL, &wanted.open},
    {"limit", "at most so many", &limit, NULL},
    {0},
};
static int64_t left;

static int judge(struct call *c, struct err *e)
{
    static const char *const states[] = {"issued", "signed",    "replied", "returned",
                                         "closed", "cancelled", NULL};
    static const char *const colors[] = {"blue", "orange", "red", NULL};
    int place;
    (void)c;
    return lines_limit(limit, &left, e) || command_word("--state", wanted.state, states, &place, e) ||
                   command_word("--color", wanted.color, colors, &place, e)
               ? -1
               : 0;
}

static int run(struct call *c, struct err *e)
{
    struct arena page[2] = {{0}}; /* the last number of one page is asked for by the next */
    struct order_rows rows;
    const char *after = NULL;
    int rc = 0;
    for (int k = 0; !rc; k = !k) {
        arena_reset(&page[k]);
        rc = read_orders(c->view.read, &wanted, after, PAGE, &c->ref, &page[k], &rows, e);
        for (size_t i = 0; !rc && i < rows.n; i++) {
            object_order(&c->out, &rows.v[i].o, &c->ref, c->view.now);
            rc = lines_end(c, &left, e);
        }
        if (rc || !rows.n)
            break;
        after = rows.v[rows.n - 1].o.order;
    }
    arena_release(&page[0]);
    arena_release(&page[1]);
    return rc < 0 ? -1 : 0;
}

const struct command orders_command = {
    "orders", "the database's supervision orders as JSON lines", usage, flags, NEEDS_DATABASE, 0, 0, judge,
    run};
