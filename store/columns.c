#include "store/columns.h"

#include "analyzer/event.h"

void columns_put_days(struct str *s, int32_t n)
{
    if (n == DAYS_NONE)
        wire_null(s);
    else
        wire_int4(s, n);
}

void columns_put_kept(struct str *s, int8_t kept)
{
    if (kept < 0)
        wire_null(s);
    else
        wire_bool(s, kept);
}

void columns_put_bytes(struct str *s, const struct str *bytes)
{
    if (bytes)
        wire_bytes(s, str_text(bytes), bytes->len);
    else
        wire_null(s);
}

struct str *columns_next(struct columns_place *p)
{
    struct str *s = p->at;
    p->at += p->step;
    return s;
}

static void put_form(struct str *sql, const char *form, const char *name)
{
    for (; *form; form++)
        if (*form == '*')
            str_puts(sql, name);
        else
            str_putc(sql, *form);
}

void columns_list(struct str *sql, const struct column *c, unsigned role, const char *form)
{
    const char *between = "";
    for (; c->name; c++) {
        if ((c->role & role) != role)
            continue;
        str_puts(sql, between);
        put_form(sql, form, c->name);
        between = ", ";
    }
}

void columns_set(struct str *sql, const struct column *c, const char *from, const char *old)
{
    const char *between = "";
    for (; c->name; c++) {
        if (!(c->role & COLUMN_UPDATE))
            continue;
        bool stays = c->role & COLUMN_STAYS;
        str_printf(sql, stays ? "%s%s = coalesce(%s.%s, %s.%s)" : "%s%s = %s.%s", between, c->name, from,
                   c->name, old, c->name);
        between = ", ";
    }
}

void columns_numbers(struct str *sql, size_t n)
{
    for (size_t i = 1; i <= n; i++)
        str_printf(sql, "%s$%zu", i > 1 ? ", " : "", i);
}
