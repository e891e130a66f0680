/* The periods that have a bulletin: months, quarters, half-years and years that have begun and have a figure.
 * Reading the document of one. */
#ifndef REPORTS_BULLETIN_PERIOD_H
#define REPORTS_BULLETIN_PERIOD_H

#include "base/vec.h"
#include "config/bulletin_conf.h"
#include "reports/doc.h"
#include "reports/view.h"

enum { BULLETIN_KINDS = 4 };
extern const int bulletin_kind_months[BULLETIN_KINDS]; /* 1, 3, 6, 12 */
extern const char *const bulletin_kind_word[BULLETIN_KINDS]; /* month, quarter, half, year */
extern const char *const bulletin_kind_zh[BULLETIN_KINDS]; /* 月度, 季度, 半年, 年度 */

struct bulletin_periods {
    month first, last; /* the first month with a figure, the running one */
};
int bulletin_period_read(const struct view *v, struct bulletin_periods *out, struct err *e);
bool bulletin_period_there(const struct bulletin_periods *p, month first, month last);
/* The first month of the newest period of so many months; the ones before lie so many months back. */
month bulletin_period_newest(const struct bulletin_periods *p, int months);

/* The draft of the view's period out of the snapshot; the caller frees it. NULL: `e`. */
struct doc *bulletin_period_draft(const struct view *v, const struct bulletin_conf *conf, struct err *e);

#endif
