#include "reports/format.h"

#include <string.h>

void format_count(struct str *out, int64_t n)
{
    char digits[24];
    uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    int len = 0;
    do {
        digits[len++] = (char)('0' + u % 10);
        u /= 10;
    } while (u);
    if (n < 0)
        str_putc(out, '-');
    while (len--) {
        str_putc(out, digits[len]);
        if (len && len % 3 == 0)
            str_putc(out, ',');
    }
}

/* v / 10^places with its sign, `plus` also where it is positive */
static void decimal(struct str *out, int64_t v, int places, bool plus)
{
    int64_t unit = 1;
    for (int i = 0; i < places; i++)
        unit *= 10;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    if (v < 0 || (plus && v > 0))
        str_putc(out, v < 0 ? '-' : '+');
    format_count(out, (int64_t)(u / (uint64_t)unit));
    str_printf(out, ".%0*llu", places, (unsigned long long)(u % (uint64_t)unit));
}

void format_rate(struct str *out, int32_t bp)
{
    if (bp == BP_NULL) {
        str_puts(out, "—");
        return;
    }
    decimal(out, bp, 2, false);
    str_putc(out, '%');
}

void format_fraction(struct str *out, struct rate_value r)
{
    format_rate(out, r.bp);
    if (r.bp == BP_NULL)
        return;
    str_puts(out, "(");
    format_count(out, r.num);
    str_putc(out, '/');
    format_count(out, r.den);
    str_puts(out, ")");
}

void format_score(struct str *out, int32_t milli)
{
    if (milli < 0)
        str_puts(out, "—");
    else
        decimal(out, milli, 3, false);
}

void format_points(struct str *out, int32_t now, int32_t before)
{
    if (now == BP_NULL || before == BP_NULL)
        str_puts(out, "—");
    else
        decimal(out, (int64_t)now - before, 2, true);
}

void format_change(struct str *out, int64_t now, int64_t before)
{
    if (before <= 0) {
        str_puts(out, "—");
        return;
    }
    int64_t diff = now - before, up = diff < 0 ? -diff : diff;
    int64_t tenths = (up / before) * 1000 + (2000 * (up % before) + before) / (2 * before);
    decimal(out, diff < 0 ? -tenths : tenths, 1, true);
    str_putc(out, '%');
}

const char *format_span_unit(instant length, int64_t *n)
{
    static const struct {
        instant unit;
        const char *name;
    } scale[] = {{DAY_LENGTH, "天"}, {HOUR, "小时"}, {60 * SECOND, "分钟"}, {SECOND, "秒"}};
    size_t i = 0;
    while (i < 3 && length < scale[i].unit)
        i++;
    *n = (length < 0 ? 0 : length) / scale[i].unit;
    return scale[i].name;
}

void format_span(struct str *out, instant length)
{
    int64_t n;
    const char *unit = format_span_unit(length, &n);
    str_int(out, n);
    str_printf(out, " %s", unit);
}

const char *format_when(instant t, char buf[INSTANT_TEXT])
{
    if (t == INSTANT_NONE)
        return "";
    instant_text(t, buf);
    buf[10] = ' ';
    buf[19] = 0;
    return buf;
}

void format_month(struct str *out, month m) { str_printf(out, "%d年%d月", m / 12, m % 12 + 1); }

const char *format_weekday(day d)
{
    static const char *const name[] = {"周一", "周二", "周三", "周四", "周五", "周六", "周日"};
    return name[day_weekday(d)];
}
