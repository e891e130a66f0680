#include "cli/lines.h"

#include <string.h>

int lines_limit(const char *limit, int64_t *left, struct err *e)
{
    *left = INT64_MAX;
    return command_number("--limit", limit, 1, INT32_MAX, left, e);
}

int lines_end(struct call *c, int64_t *left, struct err *e)
{
    str_putc(&c->out, '\n');
    --*left;
    return c->out.len < 65536 ? 0 : command_flush(c, e);
}

int lines_period(const char *value, month *first, month *last, struct err *e)
{
    return !value || (period_parse(value, strlen(value), first, last) && month_possible(*first))
               ? 0
               : err_usage(e,
                           "--month %s: a month, quarter, half-year or year is wanted: 2026-10, 2026-Q3, "
                           "2026-H1, 2026",
                           value);
}

int lines_months(const struct call *c, const char *value, month *first, month *last, struct err *e)
{
    *last = view_month(&c->view);
    if (read_first_month(c->view.read, *last, first, e) || lines_period(value, first, last, e))
        return -1;
    return *first > view_month(&c->view) ? err_usage(e, "--month %s has not begun", value) : 0;
}
