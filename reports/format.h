/* Figures as the pages write them. Pure; integers only. Each appends to `out`. */
#ifndef REPORTS_FORMAT_H
#define REPORTS_FORMAT_H

#include "analyzer/indicators.h"
#include "base/str.h"

void format_count(struct str *out, int64_t n); /* 12,345 */
void format_rate(struct str *out, int32_t bp); /* 98.76%; — for BP_NULL */
void format_fraction(struct str *out, struct rate_value r); /* 98.76%(1,234/1,250), or — */
void format_score(struct str *out, int32_t milli); /* 87.654; — below 0 */
/* The change of a rate in 百分点: +1.20, -0.05, 0.00, or — where one is null. */
void format_points(struct str *out, int32_t now, int32_t before);
/* The change of a count in percent, one decimal, half away from zero: +3.2%, — where `before` is 0. */
void format_change(struct str *out, int64_t now, int64_t before);
void format_span(struct str *out, instant length); /* 3 秒, 5 分钟, 2 小时, 4 天 */
const char *format_span_unit(instant length, int64_t *n); /* the same as number and word */
const char *format_when(instant t, char buf[INSTANT_TEXT]); /* 2026-10-13 09:12:45, "" for INSTANT_NONE */
void format_month(struct str *out, month m); /* 2026年10月 */
const char *format_weekday(day d); /* 周一 */

#endif
