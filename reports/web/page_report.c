/* A region's own counters of a month (每月报送), filled in by hand: for who cannot send Kafka messages. The
 * clerk hands them to Kafka as any other source does. The event's id is made when the form is: a form that
 * comes twice is one report. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "reports/web/asked.h"
#include "reports/web/clerk.h"
#include "reports/web/html.h"

enum { MONTHS = 6 };

static void put_months(struct page *p, struct str *o, const char *chosen)
{
    char word[DAY_TEXT];
    html_select(o, "month", tr("月份"), NULL);
    for (int k = 1; k <= MONTHS; k++) {
        struct str name = {0};
        say_month(&name, view_month(&p->view) - k);
        html_option(o, month_text(view_month(&p->view) - k, word), str_text(&name), chosen);
        str_release(&name);
    }
    html_select_end(o);
}

/* A region's own user reports for it; the bureau for one that cannot. */
static void put_region(struct page *p, struct str *o)
{
    const struct refdata *ref = p->view.ref;
    if (p->view.viewer.role == ROLE_REGION) {
        html_hidden(o, "region", p->view.viewer.own);
        return;
    }
    html_select(o, "region", tr("单位"), NULL);
    for (int32_t i = 0; i < ref->n_regions; i++)
        if (ref->regions[i].league != LEAGUE_NONE)
            html_option(o, ref->regions[i].code, ref->regions[i].name, NULL);
    html_select_end(o);
}

static void put_counters(struct page *p, struct str *o)
{
    for (int i = 0; i < COUNTERS; i++) {
        const char *sent = form_get(&p->form, counter_name[i]);
        str_printf(o, "<label>%s<input type=\"number\" min=\"0\" step=\"1\" name=\"%s\" value=\"",
                   tr(counter_zh[i]), counter_name[i]);
        str_html(o, sent ? sent : "");
        str_puts(o, "\"></label>\n");
    }
}

static bool may(const struct page *p)
{
    return p->who && p->who->csrf &&
           (p->view.viewer.role == ROLE_REGION || p->view.viewer.role == ROLE_BUREAU);
}

int page_report(struct page *p, struct reply *out, struct err *e)
{
    static const char *const names[] = {"month", NULL};
    char once[SECRET_TEXT];
    struct str *o = &out->body;
    if (request_only(p->rq, names, e))
        return page_failed(e);
    html_begin(p, o, tr("每月报送"), "/reports");
    if (!may(p)) {
        html_note(o, tr("每月报送由县区、开发区的账号在页面上填，市审批局可以代填。"));
        html_end(o);
        return 200;
    }
    html_note(o, tr("填本单位自己统计的数，没有统计的留空。同一月份再报一次，以最后一次为准。"));
    str_puts(o, "<p>");
    html_link(o, "/rules", tr("各项的口径"));
    str_puts(o, "</p>\n<form class=\"filter\" method=\"post\" action=\"/reports/new\">");
    html_hidden(o, "csrf", p->who->csrf);
    html_hidden(o, "once", secret_new(once));
    put_region(p, o);
    put_months(p, o, request_get(p->rq, "month"));
    put_counters(p, o);
    str_printf(o, "<button>%s</button></form>\n", tr("报送"));
    html_end(o);
    return 200;
}

/* The counters that were filled in; NULL: one is no number. */
static json_t *counters_of(const struct form_fields *f)
{
    json_t *o = json_object();
    for (int i = 0; i < COUNTERS; i++) {
        const char *value = form_get(f, counter_name[i]);
        int64_t n;
        if (!value)
            continue;
        if (!text_number(value, 0, INT32_MAX, &n)) {
            json_decref(o);
            return NULL;
        }
        json_object_set_new(o, counter_name[i], json_integer(n));
    }
    return o;
}

static char *event_of(const struct page *p)
{
    const char *m = form_get(&p->form, "month"), *region = form_get(&p->form, "region"),
               *once = form_get(&p->form, "once");
    json_t *counters = m && region && once && secret_formed(once) ? counters_of(&p->form) : NULL;
    char at[INSTANT_TEXT];
    if (!counters || !json_object_size(counters)) {
        json_decref(counters);
        return NULL;
    }
    json_t *o = json_pack("{s:i,s:s,s:s,s:s,s:s,s:s,s:{s:s,s:o}}", "v", 1, "event_id", once, "source", "page",
                          "type", "monthly_report", "occurred_at", instant_text(clock_wall(), at), "region",
                          region, "data", "month", m, "counters", counters);
    char *text = o ? json_dumps(o, JSON_COMPACT) : NULL;
    json_decref(o);
    return text;
}

static int refused(struct page *p, const struct clerk_answer *a, struct reply *out)
{
    struct str *o = &out->body;
    html_begin(p, o, tr("每月报送：未进行"), "/reports");
    str_puts(o, "<p class=\"banner\" role=\"alert\">");
    str_html(o, a->text);
    str_puts(o, "</p>\n");
    for (int i = 0; i < COUNTERS; i++) { /* what was filled in is not lost */
        const char *value = form_get(&p->form, counter_name[i]);
        if (!value)
            continue;
        str_printf(o, "<p>%s ", tr(counter_zh[i]));
        str_html(o, value);
        str_puts(o, "</p>\n");
    }
    str_puts(o, "<p>");
    html_link(o, "/reports/new", tr("返回"));
    str_puts(o, "</p>\n");
    html_end(o);
    return a->status;
}

int page_report_send(struct page *p, struct reply *out, struct err *e)
{
    struct clerk_answer a = {400, "bad_form", tr("月份、单位和各项数要填对：数是不小于零的整数，至少一项。")};
    struct str *o = &out->body;
    char *event = event_of(p);
    e->text[0] = 0;
    if (event)
        clerk_hand(p, "report", event, strlen(event), &a);
    free(event);
    if (a.status >= 300)
        return refused(p, &a, out);
    html_begin(p, o, tr("每月报送：已送出"), "/reports");
    html_note(o, tr("几秒后可以看到与系统数的对照。"));
    str_puts(o, "<p>");
    html_link(o, html_href(p->view.arena, "/reports", "month", form_get(&p->form, "month"), NULL),
              tr("与系统数对照"));
    str_puts(o, "</p>\n");
    html_end(o);
    return 200;
}
