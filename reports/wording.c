#include "reports/wording.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "reports/format.h"

const char *wording_ordinal(int n)
{
    static const char *const word[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    assert(n >= 1 && n <= 10);
    return word[n - 1];
}

void wording_period(struct str *out, month first, month last)
{
    int of_year = first % 12;
    switch (last - first + 1) {
    case 1: str_printf(out, "%d月份", of_year + 1); break;
    case 3: str_printf(out, "%s季度", wording_ordinal(of_year / 3 + 1)); break;
    case 6: str_puts(out, of_year ? "下半年" : "上半年"); break;
    default: str_printf(out, "%d年", first / 12); break;
    }
}

void wording_period_year(struct str *out, month first, month last)
{
    if (last - first + 1 < 12)
        str_printf(out, "%d年", first / 12);
    wording_period(out, first, last);
}

const char *wording_before(month first, month last)
{
    switch (last - first + 1) {
    case 1: return "上月";
    case 3: return "上季度";
    case 6: return first % 12 ? "上半年" : "上年下半年";
    default: return "上年";
    }
}

const char *wording_than(month first, month last)
{
    switch (last - first + 1) {
    case 1: return "，较上月";
    case 3: return "，与上季度相比";
    case 6: return first % 12 ? "，与上半年相比" : "，与上年下半年相比";
    default: return "，比上年";
    }
}

const char *wording_end(month first, month last)
{
    switch (last - first + 1) {
    case 1: return "月末";
    case 3: return "季末";
    case 6: return first % 12 ? "年末" : "6月末";
    default: return "年末";
    }
}

/* Without the blanks and stops at its end. */
static size_t length_said(const char *text)
{
    static const char *const end[] = {"。", "；", "，", "、", "！", ".", ";", ",", " ", "\t", "\r", "\n"};
    size_t n = strlen(text), before;
    do {
        before = n;
        for (size_t i = 0; i < sizeof end / sizeof *end; i++) {
            size_t k = strlen(end[i]);
            if (n >= k && !memcmp(text + n - k, end[i], k))
                n -= k;
        }
    } while (n < before);
    return n;
}

void wording_quoted(struct str *out, const char *text)
{
    static const char blank[] = " \t\r\n";
    text += strspn(text, blank);
    for (size_t i = 0, n = length_said(text); i < n; i++)
        if (!strchr(blank, text[i]))
            str_putc(out, text[i]);
        else if (!strchr(blank, text[i + 1]))
            str_putc(out, ' ');
}

bool wording_level(const char *change) { return !strcmp(change, "持平"); }

void wording_points(struct str *out, int64_t bp)
{
    if (bp == 0)
        str_puts(out, "持平");
    else
        str_printf(out, "%s%lld.%02lld个百分点", bp > 0 ? "上升" : "下降", llabs(bp) / 100, llabs(bp) % 100);
}

/* One decimal, half up; below 0.05 % it is level. */
void wording_growth(struct str *out, int64_t bp)
{
    long long tenths = (llabs(bp) + 5) / 10;
    if (tenths == 0)
        str_puts(out, "持平");
    else
        str_printf(out, "%s%lld.%lld%%", bp > 0 ? "增长" : "下降", tenths / 10, tenths % 10);
}

void wording_more(struct str *out, int64_t n, const char *unit)
{
    if (n == 0) {
        str_puts(out, "持平");
        return;
    }
    str_puts(out, n > 0 ? "增加" : "减少");
    format_count(out, n > 0 ? n : -n);
    str_puts(out, unit);
}

static int year_of(day d)
{
    int y, m, mday;
    day_split(d, &y, &m, &mday);
    return y;
}

void wording_day(struct str *out, day d, day paper)
{
    int y, m, mday;
    day_split(d, &y, &m, &mday);
    if (y != year_of(paper))
        str_printf(out, "%d年", y);
    str_printf(out, "%d月%d日", m, mday);
}

void wording_part(struct str *out, month m, instant upto)
{
    instant last = upto > day_start(month_first(m)) ? upto - 1 : upto;
    int year, mon, mday, hour = (int)((upto - day_start(instant_day(upto))) / HOUR);
    day_split(instant_day(last), &year, &mon, &mday);
    str_printf(out, "%d月1日至%d日", mon, mday);
    if (hour)
        str_printf(out, "%d时", hour);
}

void wording_hour(struct str *out, instant t)
{
    wording_day(out, instant_day(t), instant_day(t));
    str_printf(out, "%d时", (int)((t - day_start(instant_day(t))) / HOUR));
}

void wording_instant(struct str *out, instant t)
{
    int second = (int)((t - day_start(instant_day(t))) / SECOND);
    str_printf(out, "%d年", year_of(instant_day(t)));
    wording_hour(out, t);
    str_printf(out, "%d分%d秒", second / 60 % 60, second % 60);
}
