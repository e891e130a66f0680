/* A region's own counters of a month (每月报送), filled in by hand: for who cannot send Kafka messages. The
 * clerk hands them to Kafka as any other source does. The event's id is made when the form is: a form that
 * comes twice is one report. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "reports/web/clerk.h"
#include "reports/web/html.h"
#include "reports/web/report_form.h"

enum { MONTHS = 6 };

/* The last months, and the one that is asked for where it lies further back. */
static void put_months(struct page *p, struct str *o, month chosen)
{
    char word[DAY_TEXT], chosen_word[DAY_TEXT];
    month_text(chosen, chosen_word);
    html_select(o, "month", tr("月份"), NULL);
    for (int k = 1; k <= MONTHS + 1; k++) {
        month m = k <= MONTHS ? view_month(&p->view) - k : chosen;
        struct str name = {0};
        say_month(&name, m);
        if (k <= MONTHS || m < view_month(&p->view) - MONTHS)
            html_option(o, month_text(m, word), str_text(&name), chosen_word);
        str_release(&name);
    }
    html_select_end(o);
}

/* A region's own user reports for it; the bureau for one that cannot. */
static void put_regions(struct page *p, struct str *o, int32_t chosen)
{
    const struct refdata *ref = p->view.ref;
    const char *code = chosen < 0 ? NULL : ref->regions[chosen].code;
    html_select(o, "region", tr("单位"), code ? NULL : tr("请选择"));
    for (int32_t i = 0; i < ref->n_regions; i++)
        if (ref->regions[i].league != LEAGUE_NONE)
            html_option(o, ref->regions[i].code, ref->regions[i].name, code);
    html_select_end(o);
}

static void put_choice(struct page *p, struct str *o, const struct report_form *f)
{
    str_puts(o, "<form class=\"filter\" method=\"get\" action=\"/reports/new\">");
    if (p->view.viewer.role == ROLE_BUREAU)
        put_regions(p, o, f->region);
    put_months(p, o, f->month);
    str_printf(o, "<button>%s</button></form>\n", tr("打开"));
}

static bool may(const struct page *p)
{
    return p->who && p->who->csrf &&
           (p->view.viewer.role == ROLE_REGION || p->view.viewer.role == ROLE_BUREAU);
}

/* A region that reports; -1: none is named, or that is none. */
static int32_t region_of(const struct page *p, const char *code)
{
    int32_t region = code ? refdata_region(p->view.ref, code) : -1;
    return region >= 0 && p->view.ref->regions[region].league != LEAGUE_NONE ? region : -1;
}

static int asked(struct page *p, struct report_form *f, struct err *e)
{
    static const char *const names[] = {"month", "region", NULL};
    const struct viewer *v = &p->view.viewer;
    const char *code = v->role == ROLE_REGION ? v->own : request_get(p->rq, "region");
    *f = (struct report_form){.month = view_month(&p->view) - 1};
    if (request_only(p->rq, names, e) || request_month(p->rq, "month", &f->month, e))
        return -1;
    if (f->month >= view_month(&p->view))
        return err_usage(e, tr("这个月还没有结束，到下个月再报。"));
    f->region = region_of(p, code);
    return code && f->region < 0 ? err_usage(e, tr("没有这个报送单位")) : 0;
}

int page_report(struct page *p, struct reply *out, struct err *e)
{
    struct str *o = &out->body;
    struct report_form f;
    if (asked(p, &f, e) || (may(p) && f.region >= 0 && report_form_read(p, &f, e)))
        return page_failed(e);
    html_begin(p, o, tr("每月报送"), "/reports");
    if (!may(p))
        html_note(o, tr("每月报送由县区、开发区的账号在页面上填，市审批局可以代填。"));
    else {
        put_choice(p, o, &f);
        if (f.region >= 0)
            report_form_put(p, o, &f);
    }
    html_end(o);
    return 200;
}

/* The counters that were filled in; NULL: one is no number. */
static json_t *counters_of(const struct form_fields *sent)
{
    json_t *o = json_object();
    for (int c = 0; c < COUNTERS; c++) {
        int64_t n;
        int there = report_form_value(sent, (enum counter)c, &n);
        if (there < 0) {
            json_decref(o);
            return NULL;
        }
        if (there)
            json_object_set_new(o, counter_name[c], json_integer(n));
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

/* The form once more: what was filled in is not lost. Without a database it stands there alone. */
static void put_again(struct page *p, struct str *o, const char *why, struct report_form *f)
{
    struct err e;
    bool open = !view_open(&p->view, &p->stamp, &e);
    if (!open || report_form_read(p, f, &e))
        log_error("the form of a self-report: %s", e.text);
    html_begin(p, o, tr("每月报送：未进行"), "/reports");
    str_puts(o, "<p class=\"banner\" role=\"alert\">");
    str_html(o, why);
    str_puts(o, "</p>\n");
    report_form_put(p, o, f);
    html_end(o);
    if (open)
        read_end(p->view.read);
}

/* Whoever may not, or has no form of ours, is told so and no more. */
static int refused(struct page *p, const struct clerk_answer *a, struct reply *out, struct err *e)
{
    const char *m = form_get(&p->form, "month");
    struct report_form f = {.again = true, .region = region_of(p, form_get(&p->form, "region"))};
    if (a->status == 403 || !may(p) || f.region < 0 || !m || !month_parse(m, strlen(m), &f.month) ||
        !month_possible(f.month)) {
        err_usage(e, "%s", a->text);
        return a->status;
    }
    put_again(p, &out->body, a->text, &f);
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
        return refused(p, &a, out, e);
    html_begin(p, o, tr("每月报送：已送出"), "/reports");
    html_note(o, tr("几秒后可以看到与系统数的对照。"));
    str_puts(o, "<p>");
    html_link(o, html_href(p->view.arena, "/reports", "month", form_get(&p->form, "month"), NULL),
              tr("与系统数对照"));
    str_puts(o, "</p>\n");
    html_end(o);
    return 200;
}
