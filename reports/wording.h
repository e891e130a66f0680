/* How an office says a period, a change, a number in a row. Pure; each appends to `out`. Rates change by
 * 百分点, never by per cent; counts grow by per cent, small ones by pieces. */
#ifndef REPORTS_WORDING_H
#define REPORTS_WORDING_H

#include "base/day.h"
#include "base/str.h"

void wording_period(struct str *out, month first, month last); /* 10月份, 三季度, 上半年, 2026年 */
void wording_period_year(struct str *out, month first, month last); /* 2026年10月份 … */
const char *wording_before(month first, month last); /* the period before: 上月, 上季度, 上半年, 上年 */
const char *wording_than(month first, month last); /* ，较上月, ，与上季度相比, ，比上年 … */
/* Is a change no change? 持平 goes with 与, not with 较 or 比. */
bool wording_level(const char *change);
const char *wording_end(month first, month last); /* 月末, 季末, 6月末, 年末 */
/* What a person wrote, as a part of a sentence: one line, without the stop at its end. */
void wording_quoted(struct str *out, const char *text);
void wording_points(struct str *out, int64_t bp); /* 上升0.50个百分点, 下降…, 持平 */
void wording_growth(struct str *out, int64_t bp); /* 增长18.2%, 下降…, 持平 */
void wording_more(struct str *out, int64_t n, const char *unit); /* 增加3件, 减少3件, 持平 */
const char *wording_ordinal(int n); /* 一 … 十 */
/* 11月13日; of another year than the paper's day 2027年1月13日 */
void wording_day(struct str *out, day d, day paper);
void wording_hour(struct str *out, instant t); /* 11月13日9时 */
void wording_instant(struct str *out, instant t); /* 2026年11月13日9时5分0秒 */
/* The part of a month up to an instant in it, in whole hours, or its end: 10月1日至26日9时, 10月1日至30日 */
void wording_part(struct str *out, month m, instant upto);

#endif
