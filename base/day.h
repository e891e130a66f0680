/* Civil days, months and instants of UTC+08:00 (no DST since 1991, so no time-zone library).
 * None of these reads a clock or a locale. */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t day; /* civil day: days since 1970-01-01 */
typedef int32_t month; /* 12 * year + (0…11) */
typedef int64_t instant; /* microseconds since 1970-01-01T00:00:00Z */

#define DAY_NONE INT32_MIN
#define DAY_FIRST ((day)-719162) /* 0001-01-01 … */
#define DAY_LAST ((day)2932896) /* … 9999-12-31: the days that can be written */
#define INSTANT_NONE INT64_MIN
#define INSTANT_MAX INT64_MAX
#define SECOND ((instant)1000000)
#define HOUR (3600 * SECOND)
#define DAY_LENGTH (24 * HOUR)

day day_make(int year, int mon, int mday); /* the Gregorian calendar, any year; mon 1…12 */
void day_split(day d, int *year, int *mon, int *mday);
int day_weekday(day d); /* 0 Monday … 6 Sunday */
bool day_parse(const char *s, size_t n, day *out); /* YYYY-MM-DD and nothing else */
#define DAY_TEXT 16
const char *day_text(day d, char buf[DAY_TEXT]); /* YYYY-MM-DD */

month day_month(day d);
day month_first(month m);
bool month_parse(const char *s, size_t n, month *out); /* YYYY-MM */
const char *month_text(month m, char buf[DAY_TEXT]);
/* Can anything have happened in it? Events lie from 2000 on and before 9000; so no sum of months that is
 * asked for leaves what can be written. */
static inline bool month_possible(month m) { return m >= 12 * 2000 && m < 12 * 9000; }
/* A period: a month, a quarter (2026-Q3), a half-year (2026-H1) or a year (2026), as its first and last
 * month. */
bool period_parse(const char *s, size_t n, month *first, month *last);
const char *period_text(month first, month last, char buf[DAY_TEXT]); /* of such a period */

day instant_day(instant t); /* the civil day it lies in */
instant day_start(day d); /* its 00:00:00+08:00 */
#define INSTANT_FIRST ((instant)DAY_FIRST * DAY_LENGTH - 8 * HOUR) /* the instants that can be written */
#define INSTANT_LAST (((instant)DAY_LAST + 1) * DAY_LENGTH - 8 * HOUR - 1)
/* RFC 3339 with an offset, kept to the microsecond (further digits are cut). False: unreadable, or its civil
 * day is none of DAY_FIRST…DAY_LAST. */
bool instant_parse(const char *s, size_t n, instant *out);
#define INSTANT_TEXT 40
const char *instant_text(instant t, char buf[INSTANT_TEXT]); /* 2026-10-13T09:12:45+08:00 */
const char *instant_text_us(instant t,
                            char buf[INSTANT_TEXT]); /* the same with .dddddd where there is a fraction */

#endif
