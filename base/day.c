#include "base/day.h"

#include <stdio.h>
#include <string.h>

static const instant OFFSET = 8 * HOUR;

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

/* Days from civil and back, proleptic Gregorian, with the year starting in March so that the leap day comes
 * last. */
day day_make(int year, int mon, int mday)
{
    int64_t y = (int64_t)year - (mon <= 2), era = floor_div(y, 400), yoe = y - era * 400;
    int64_t doy = (153 * (mon + (mon > 2 ? -3 : 9)) + 2) / 5 + mday - 1;
    return (day)(era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468);
}

void day_split(day d, int *year, int *mon, int *mday)
{
    int64_t z = (int64_t)d + 719468, era = floor_div(z, 146097), doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365,
            doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    *mday = (int)(doy - (153 * mp + 2) / 5 + 1);
    *mon = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400 + (*mon <= 2));
}

int day_weekday(day d) { return (int)(((int64_t)d + 3) % 7 + 7) % 7; }

/* n decimal digits at s, or -1 */
static int digits(const char *s, int n)
{
    int v = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        v = 10 * v + s[i] - '0';
    }
    return v;
}

static int month_length(int year, int mon)
{
    static const signed char len[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return len[mon - 1] + (mon == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

bool day_parse(const char *s, size_t n, day *out)
{
    if (n != 10 || s[4] != '-' || s[7] != '-')
        return false;
    int y = digits(s, 4), m = digits(s + 5, 2), d = digits(s + 8, 2);
    if (y < 1 || m < 1 || m > 12 || d < 1 || d > month_length(y, m))
        return false;
    *out = day_make(y, m, d);
    return true;
}

/* n decimal digits of v at p; returns what comes behind them */
static char *put_digits(char *p, int v, int n)
{
    for (int i = n; i-- > 0; v /= 10)
        p[i] = (char)('0' + v % 10);
    return p + n;
}

const char *day_text(day d, char buf[DAY_TEXT])
{
    int y, m, md;
    day_split(d, &y, &m, &md);
    char *p = put_digits(buf, y, 4);
    *p++ = '-';
    p = put_digits(p, m, 2);
    *p++ = '-';
    *put_digits(p, md, 2) = 0;
    return buf;
}

month day_month(day d)
{
    int y, m, md;
    day_split(d, &y, &m, &md);
    return 12 * y + m - 1;
}

day month_first(month m) { return day_make(m / 12, m % 12 + 1, 1); }

bool month_parse(const char *s, size_t n, month *out)
{
    if (n != 7 || s[4] != '-')
        return false;
    int y = digits(s, 4), m = digits(s + 5, 2);
    if (y < 1 || m < 1 || m > 12)
        return false;
    *out = 12 * y + m - 1;
    return true;
}

const char *month_text(month m, char buf[DAY_TEXT])
{
    snprintf(buf, DAY_TEXT, "%04d-%02d", m / 12, m % 12 + 1);
    return buf;
}

bool period_parse(const char *s, size_t n, month *first, month *last)
{
    if (month_parse(s, n, first)) {
        *last = *first;
        return true;
    }
    int year = n >= 4 ? digits(s, 4) : -1, length = n == 4                  ? 12
                                                    : n == 7 && s[5] == 'Q' ? 3
                                                    : n == 7 && s[5] == 'H' ? 6
                                                                            : 0;
    int k = n == 4 ? 1 : length ? digits(s + 6, 1) : -1;
    if (year < 1 || !length || (n == 7 && s[4] != '-') || k < 1 || k > 12 / length)
        return false;
    *first = 12 * year + (k - 1) * length;
    *last = *first + length - 1;
    return true;
}

const char *period_text(month first, month last, char buf[DAY_TEXT])
{
    int length = last - first + 1;
    if (length == 1)
        return month_text(first, buf);
    char *p = put_digits(buf, first / 12, 4);
    if (length < 12) {
        *p++ = '-';
        *p++ = length == 3 ? 'Q' : 'H';
        *p++ = (char)('1' + first % 12 / length);
    }
    *p = 0;
    return buf;
}

day instant_day(instant t) { return (day)floor_div(t + OFFSET, DAY_LENGTH); }
instant day_start(day d) { return (instant)d * DAY_LENGTH - OFFSET; }

bool instant_parse(const char *s, size_t n, instant *out)
{
    day d;
    if (n < 20 || !day_parse(s, 10, &d) || (s[10] != 'T' && s[10] != 't') || s[13] != ':' || s[16] != ':')
        return false;
    int h = digits(s + 11, 2), m = digits(s + 14, 2), sec = digits(s + 17, 2);
    if (h < 0 || h > 23 || m < 0 || m > 59 || sec < 0 || sec > 59)
        return false;
    const char *p = s + 19, *end = s + n;
    instant us = 0, unit = SECOND / 10;
    if (p < end && *p == '.') {
        const char *from = ++p;
        for (; p < end && *p >= '0' && *p <= '9'; p++, unit /= 10)
            us += (*p - '0') * unit;
        if (p == from)
            return false;
    }
    instant off = 0;
    if (end - p == 6 && (*p == '+' || *p == '-') && p[3] == ':') {
        int oh = digits(p + 1, 2), om = digits(p + 4, 2);
        if (oh < 0 || oh > 23 || om < 0 || om > 59)
            return false;
        off = (oh * 60 + om) * 60 * SECOND * (*p == '-' ? -1 : 1);
    } else if (end - p != 1 || (*p != 'Z' && *p != 'z')) {
        return false;
    }
    *out = (instant)d * DAY_LENGTH + (h * 3600 + m * 60 + sec) * SECOND + us - off;
    return *out >= INSTANT_FIRST && *out <= INSTANT_LAST;
}

static const char *text(instant t, char buf[INSTANT_TEXT], bool fraction)
{
    day d = instant_day(t);
    instant in = t - day_start(d);
    int sec = (int)(in / SECOND), us = (int)(in % SECOND);
    day_text(d, buf);
    char *p = buf + 10;
    *p++ = 'T';
    p = put_digits(p, sec / 3600, 2);
    *p++ = ':';
    p = put_digits(p, sec / 60 % 60, 2);
    *p++ = ':';
    p = put_digits(p, sec % 60, 2);
    if (fraction && us) {
        *p++ = '.';
        p = put_digits(p, us, 6);
    }
    memcpy(p, "+08:00", 7);
    return buf;
}

const char *instant_text(instant t, char buf[INSTANT_TEXT]) { return text(t, buf, false); }
const char *instant_text_us(instant t, char buf[INSTANT_TEXT]) { return text(t, buf, true); }
