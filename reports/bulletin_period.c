#include "reports/bulletin_period.h"

#include "reports/draft_read.h"
#include "reports/draft_fill.h"

const int bulletin_kind_months[BULLETIN_KINDS] = {1, 3, 6, 12};
const char *const bulletin_kind_word[BULLETIN_KINDS] = {"month", "quarter", "half", "year"};
const char *const bulletin_kind_zh[BULLETIN_KINDS] = {"月度", "季度", "半年", "年度"};

int bulletin_period_read(const struct view *v, struct bulletin_periods *out, struct err *e)
{
    out->last = view_month(v);
    return read_first_month(v->read, out->last, &out->first, e);
}

bool bulletin_period_there(const struct bulletin_periods *p, month first, month last)
{
    return last >= p->first && first <= p->last;
}

month bulletin_period_newest(const struct bulletin_periods *p, int months)
{
    return p->last / months * months;
}

struct doc *bulletin_period_draft(const struct view *v, const struct bulletin_conf *conf, struct err *e)
{
    struct draft_figures f = {0};
    struct doc *d = draft_read(&f, v, conf, e) ? NULL : draft_make(&f);
    draft_release(&f);
    return d;
}
