#include "reports/web/say.h"

#include "reports/format.h"
#include "reports/wording.h"

static _Thread_local enum lang spoken;

void say_in(enum lang lang) { spoken = lang; }
enum lang say_lang(void) { return spoken; }

const char *tr(const char *zh) { return tr_in(spoken, zh); }
const char *tr_n(int64_t n, const char *zh) { return tr_count_in(spoken, n, zh); }

void say_count(struct str *out, int64_t n, const char *zh)
{
    format_count(out, n);
    str_printf(out, " %s", tr_n(n, zh));
}

static const char *const month_name[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};

void say_month_name(struct str *out, month m)
{
    if (spoken == LANG_EN)
        str_printf(out, "%.3s", month_name[m % 12]);
    else
        str_printf(out, "%d月", m % 12 + 1);
}

void say_month(struct str *out, month m)
{
    if (spoken == LANG_EN)
        str_printf(out, "%s %d", month_name[m % 12], m / 12);
    else
        format_month(out, m);
}

void say_period(struct str *out, month first, month last)
{
    char buf[DAY_TEXT];
    if (spoken != LANG_EN)
        wording_period_year(out, first, last);
    else if (first == last)
        say_month(out, first);
    else
        str_puts(out, period_text(first, last, buf));
}

void say_span(struct str *out, instant length)
{
    int64_t n;
    const char *unit = format_span_unit(length, &n);
    say_count(out, n, unit);
}

const char *say_weekday(day d) { return tr(format_weekday(d)); }
