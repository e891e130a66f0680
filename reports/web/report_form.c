#include "reports/web/report_form.h"

#include <string.h>

#include "analyzer/self_reports.h"
#include "base/text.h"
#include "reports/figures.h"
#include "reports/format.h"
#include "reports/terms.h"
#include "reports/web/html.h"

/* Which counters stand together: from one up to the next group's, in the order of contract section 6. */
static const struct {
    enum counter first;
    const char *title;
} groups[] = {
    {C_submitted, TR("收件与受理")},
    {C_completed, TR("办结与时限")},
    {C_open_end, TR("期末在办")},
    {C_used_days, TR("用时、暂停与延长")},
    {C_visits_known, TR("跑动次数与一次办好")},
    {C_notice_due, TR("五日告知与送达")},
    {C_r1, TR("评价与差评整改")},
    {C_steps_due, TR("环节与投诉")},
    {C_n_notice, TR("预警、红黄牌与文书")},
    {C_orders, TR("督办")},
    {C_events, TR("数据及时")},
};
enum { GROUPS = sizeof groups / sizeof *groups };

int report_form_value(const struct form_fields *sent, enum counter c, int64_t *n)
{
    const char *value = form_get(sent, counter_name[c]);
    if (!value)
        return 0;
    return text_number(value, 0, INT32_MAX, n) ? 1 : -1;
}

int report_form_read(struct page *p, struct report_form *f, struct err *e)
{
    const struct view *v = &p->view;
    struct figures *all = arena_alloc(v->arena, sizeof *all);
    if (figures_read(all, v, BY_REGION, f->month, f->month, e) ||
        read_self_reports(v->read, f->month, v->now, v->arena, &f->before, e))
        return -1;
    f->system = figures_at(all, f->month, f->region);
    return 0;
}

/* What the region has reported of it; NULL: nothing. */
static const struct read_self_report *reported(const struct page *p, const struct report_form *f,
                                               enum counter c)
{
    for (size_t i = 0; i < f->before.n; i++) {
        const struct read_self_report *r = &f->before.v[i];
        if (!strcmp(r->region, p->view.ref->regions[f->region].code) && !strcmp(r->counter, counter_name[c]))
            return r;
    }
    return NULL;
}

static void put_value(struct page *p, struct str *o, const struct report_form *f, enum counter c)
{
    const struct read_self_report *before = f->again ? NULL : reported(p, f, c);
    const char *sent = f->again ? form_get(&p->form, counter_name[c]) : NULL;
    if (before)
        str_int(o, before->value);
    else if (sent)
        str_html(o, sent);
}

/* The field, what the system has counted, and what is wrong with what was filled in. */
static void put_field(struct page *p, struct str *o, const struct report_form *f, enum counter c)
{
    const char *name = counter_name[c];
    int64_t n;
    bool wrong = f->again && report_form_value(&p->form, c, &n) < 0;
    str_printf(o, "<div class=\"field\"><label for=\"c-%s\">%s</label>", name, tr(counter_zh[c]));
    str_printf(o,
               "<input id=\"c-%s\" type=\"number\" inputmode=\"numeric\" min=\"0\" max=\"%d\" step=\"1\" "
               "name=\"%s\"%s aria-describedby=\"s-%s\" value=\"",
               name, INT32_MAX, name, wrong ? " aria-invalid=\"true\"" : "", name);
    put_value(p, o, f, c);
    str_printf(o, "\"><span id=\"s-%s\" class=\"note\">", name);
    if (f->system) {
        str_puts(o, tr("系统 "));
        format_count(o, f->system->c[c]);
    }
    if (wrong)
        str_printf(o, " <strong class=\"wrong\">%s</strong>", tr("应是不小于零的整数"));
    str_puts(o, "</span></div>\n");
}

static void put_group(struct page *p, struct str *o, const struct report_form *f, int g)
{
    int end = g + 1 < GROUPS ? (int)groups[g + 1].first : COUNTERS;
    str_printf(o, "<fieldset><legend>%s</legend>\n<div class=\"fields\">", tr(groups[g].title));
    for (int c = (int)groups[g].first; c < end; c++)
        put_field(p, o, f, (enum counter)c);
    str_printf(o, "</div><details><summary>%s</summary><dl class=\"facts\">", tr("这几项的口径"));
    for (int c = (int)groups[g].first; c < end; c++)
        str_printf(o, "<dt>%s</dt><dd>%s</dd>", tr(counter_zh[c]), tr(terms_meaning(counter_zh[c])));
    str_puts(o, "</dl></details></fieldset>\n");
}

/* Until when the report is due, and what stands in for it so far. */
static void put_state(struct page *p, struct str *o, const struct report_form *f)
{
    instant over = self_reports_over(p->view.ref, f->month);
    char buf[DAY_TEXT];
    bool any = false;
    for (int c = 0; c < COUNTERS; c++)
        any = any || reported(p, f, (enum counter)c);
    str_puts(o, "<p>");
    str_printf(o, tr("应在 %s 之前（含当日）报送。"), day_text(instant_day(over) - 1, buf));
    if (any)
        str_puts(o, tr("这个月已经报过，各项里是上一次报的数；改了再报，以最后一次为准。"));
    else if (over <= p->view.now)
        str_puts(o, tr("还没有报过，现在报记为迟报。"));
    str_puts(o, "</p>\n");
}

void report_form_put(struct page *p, struct str *o, const struct report_form *f)
{
    char buf[DAY_TEXT], once[SECRET_TEXT];
    const char *came = f->again ? form_get(&p->form, "once") : NULL;
    str_puts(o, "<h2>");
    str_html(o, p->view.ref->regions[f->region].name);
    str_putc(o, ' ');
    say_month(o, f->month);
    str_puts(o, "</h2>\n");
    if (f->system)
        put_state(p, o, f);
    html_note(
        o, tr("填本单位自己统计的数，没有统计的留空，不要照抄。旁边是系统按收到的事件算出的数，供发现漏报、"
              "错报；不一致的，请照实填。"));
    str_puts(o, "<form class=\"report\" method=\"post\" autocomplete=\"off\" action=\"/reports/new\">");
    html_hidden(o, "csrf", p->who->csrf);
    html_hidden(o, "once", came ? came : secret_new(once));
    html_hidden(o, "region", p->view.ref->regions[f->region].code);
    html_hidden(o, "month", month_text(f->month, buf));
    for (int g = 0; g < GROUPS; g++)
        put_group(p, o, f, g);
    str_printf(o, "<button>%s</button></form>\n", tr("报送"));
}
