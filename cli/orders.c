#include "cli/lines.h"

#include <string.h>

#include "codec/objects.h"
#include "reports/order_void.h"
#include "store/read_acts.h"

static const char usage[] =
    "usage: jiancha orders [--order NO] [--region R] [--dept D] [--state S] [--color C] [--open] [--void]\n"
    "Supervision orders of the database, one JSON object a line, by number. --void: also how many of\n"
    "its alerts do not stand any more, and orders with such ones first.\n";

enum { PAGE = 1000 };

static struct read_orders_filter wanted;
static const char *limit;
static bool with_void;
static const struct conf_extra flags[] = {
    {"order", "this order", &wanted.order, NULL},
    {"region", "code of its region", &wanted.region, NULL},
    {"dept", "code of its department", &wanted.dept, NULL},
    {"state", "issued, signed, replied, returned, closed or cancelled", &wanted.state, NULL},
    {"color", "blue, orange or red", &wanted.color, NULL},
    {"open", "neither closed nor cancelled", NULL, &wanted.open},
    {"void", "count the alerts that are withdrawn or revoked; such orders first", NULL, &with_void},
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

/* One page of lines: those with void alerts go to the output, the others behind all of these. */
static int put_with_void(struct call *c, const struct order_rows *rows, struct arena *page,
                         struct str *others, struct err *e)
{
    struct view v = c->view;
    struct str line = {0};
    uint32_t *n = arena_zalloc(page, (rows->n + 1) * sizeof *n);
    v.arena = page;
    int rc = order_void(&v, rows, n, e);
    for (size_t i = 0; !rc && i < rows->n; i++) {
        str_clear(&line);
        object_order_void(&line, &rows->v[i].o, n[i], &c->ref, c->view.now);
        if (!n[i])
            str_printf(others, "%s\n", str_text(&line));
        else if (left) {
            str_puts(&c->out, str_text(&line));
            rc = lines_end(c, &left, e);
        }
    }
    str_release(&line);
    return rc;
}

static int put_plain(struct call *c, const struct order_rows *rows, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; !rc && left && i < rows->n; i++) {
        object_order(&c->out, &rows->v[i].o, &c->ref, c->view.now);
        rc = lines_end(c, &left, e);
    }
    return rc;
}

/* What is left of the lines that were put aside. */
static int put_others(struct call *c, const struct str *others, struct err *e)
{
    int rc = 0;
    for (const char *p = str_text(others), *end; !rc && left && (end = strchr(p, '\n')); p = end + 1) {
        str_put(&c->out, p, (size_t)(end - p));
        rc = lines_end(c, &left, e);
    }
    return rc;
}

static int run(struct call *c, struct err *e)
{
    struct str others = {0};
    struct arena page[2] = {{0}}; /* the last number of one page is asked for by the next */
    struct order_rows rows;
    const char *after = NULL;
    int rc = 0;
    for (int k = 0; !rc; k = !k) {
        arena_reset(&page[k]);
        rc = read_orders(c->view.read, &wanted, after, PAGE, &c->ref, &page[k], &rows, e);
        if (!rc)
            rc = with_void ? put_with_void(c, &rows, &page[k], &others, e) : put_plain(c, &rows, e);
        if (rc || !left || !rows.n)
            break;
        after = rows.v[rows.n - 1].o.order;
    }
    arena_release(&page[0]);
    arena_release(&page[1]);
    if (!rc)
        rc = put_others(c, &others, e);
    str_release(&others);
    return rc < 0 ? -1 : 0;
}

const struct command orders_command = {
    "orders", "the database's supervision orders as JSON lines", usage, flags, NEEDS_DATABASE, 0, 0, judge,
    run};
