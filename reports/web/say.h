/* In which language this thread speaks: that of the request which it answers (its cookie), as uselocale(3)
 * has it. So what sets text as HTML need not be handed a language by everyone who calls it. Whoever begins an
 * answer says say_in first. */
#ifndef REPORTS_WEB_SAY_H
#define REPORTS_WEB_SAY_H

#include "analyzer/eval.h"
#include "base/str.h"
#include "reports/tr.h"

void say_in(enum lang lang);
enum lang say_lang(void);

const char *tr(const char *zh) __attribute__((format_arg(1))); /* tr_in, tr_count_in of this thread */
const char *tr_n(int64_t n, const char *zh) __attribute__((format_arg(2)));

void say_count(struct str *out, int64_t n, const char *zh); /* 1,234 件; 1,234 cases */
void say_month(struct str *out, month m); /* 2026年10月; October 2026 */
void say_month_name(struct str *out, month m); /* 10月; Oct */
void say_period(struct str *out, month first, month last); /* 2026年三季度; 2026-Q3 */
void say_span(struct str *out, instant length); /* 5 分钟; 5 minutes */
const char *say_weekday(day d); /* 周一; Mon */

#endif
