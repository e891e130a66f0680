#include "reports/web/asked.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "analyzer/duties.h"
#include "base/text.h"
#include "reports/filter.h"
#include "reports/names.h"
#include "reports/typed.h"
#include "reports/web/html.h"

static struct filter_words words_of(const struct request *rq)
{
    return (struct filter_words){
        .no = request_get(rq, "no"),
        .region = request_get(rq, "region"),
        .dept = request_get(rq, "dept"),
        .item = request_get(rq, "item"),
        .level = request_get(rq, "level"),
        .rule = request_get(rq, "rule"),
        .state = request_get(rq, "state"),
        .once = request_get(rq, "once"),
        .month = request_get(rq, "month"),
        .phase = request_get(rq, "phase"),
        .light = request_get(rq, "light"),
        .kept = request_get(rq, "kept"),
        .duty = request_get(rq, "duty"),
    };
}

enum { SAID = 60 }; /* bytes of a wrong value that are said again */

static int say(const struct filter_fault *f, struct err *e)
{
    switch (f->wanted) {
    case FILTER_REGION:
        return err_usage(e, tr("没有这个地区代码：%.*s"), (int)str_fit(f->value, SAID), f->value);
    case FILTER_DEPT:
        return err_usage(e, tr("没有这个部门代码：%.*s"), (int)str_fit(f->value, SAID), f->value);
    case FILTER_NUMBER: return err_usage(e, tr("参数 %s 应在 1 与 999 之间"), f->name);
    case FILTER_MONTH:
        return err_usage(e, tr("参数 %s 应是月份、季度、半年或年，如 2026-10、2026-Q3、2026-H1、2026"),
                         f->name);
    default: return err_usage(e, tr("参数 %s 没有这个值"), f->name);
    }
}

/* How many days there still are, from now on. */
static int due_of(struct page *p, struct read_filter *f, struct err *e)
{
    const char *word = NULL;
    if (request_word(p->rq, "due", due_when_word, &word, e))
        return -1;
    if (word)
        duties_piece(&p->view.ref->cal, p->view.now,
                     (enum due_when)lists_find(due_when_word, DUE_WHENS, word), &f->due_after, &f->due_by);
    return 0;
}

static int seen_of(struct page *p, struct read_filter *f, struct err *e)
{
    const char *v = request_get(p->rq, "seen");
    if (v && !instant_parse(v, strlen(v), &f->seen))
        return err_usage(e, tr("参数 seen 应是时刻，如 2026-11-25T00:00:00+08:00"));
    return 0;
}

int asked_alerts(struct page *p, struct read_filter *f, struct err *e)
{
    struct filter_fault fault;
    struct filter_words w = words_of(p->rq);
    if (!filter_alerts(&w, p->view.ref, f, &fault))
        return say(&fault, e);
    f->any = typed_any(p->view.ref, request_get(p->rq, "q"), p->view.arena);
    return seen_of(p, f, e);
}

int asked_cases(struct page *p, struct read_filter *f, struct err *e)
{
    struct filter_fault fault;
    struct filter_words w = words_of(p->rq);
    if (!filter_cases(&w, p->view.ref, f, &fault))
        return say(&fault, e);
    f->any = typed_any(p->view.ref, request_get(p->rq, "q"), p->view.arena);
    return due_of(p, f, e);
}

int asked_cursor_read(const struct request *rq, struct asked_cursor *c, struct err *e)
{
    char raised[24] = "";
    *c = (struct asked_cursor){INSTANT_NONE, 0};
    const char *v = request_get(rq, "cursor"), *point = v ? strchr(v, '.') : NULL;
    if (point && (size_t)(point - v) < sizeof raised)
        memcpy(raised, v, (size_t)(point - v));
    if (!v || (point && text_number(raised, INSTANT_FIRST, INSTANT_LAST, &c->raised) &&
               text_number(point + 1, 0, INT64_MAX, &c->id)))
        return 0;
    return err_usage(e, tr("参数 cursor 无效"));
}

const char *asked_cursor_text(const struct read_alert *last, struct arena *a)
{
    char buf[48];
    snprintf(buf, sizeof buf, "%" PRId64 ".%" PRId64, last->raised, last->id);
    return arena_strdup(a, buf);
}

static void put_regions(struct str *out, const struct request *rq, const struct refdata *ref)
{
    const char *chosen = request_get(rq, "region");
    html_select(out, "region", tr("地区"), tr("全部"));
    for (int32_t i = 0; i < ref->n_regions; i++)
        html_option(out, ref->regions[i].code, tr(names_region_row(ref, i)), chosen);
    html_select_end(out);
}

/* A unit that lies in no region is taken to work in all. */
static bool works_in(const struct dept *d, int32_t region)
{
    return region < 0 || d->region < 0 || d->region == region;
}

static void put_depts(struct str *out, const struct request *rq, const struct refdata *ref,
                      const char *within)
{
    const char *chosen = request_get(rq, "dept");
    int32_t region = within ? refdata_region(ref, within) : -1;
    html_select(out, "dept", tr("部门"), tr("全部"));
    for (int32_t i = 0; i < ref->n_depts; i++)
        if (works_in(&ref->depts[i], region) || (chosen && !strcmp(chosen, ref->depts[i].code)))
            html_option(out, ref->depts[i].code, ref->depts[i].name, chosen);
    html_select_end(out);
}

void asked_units(struct str *out, const struct page *p)
{
    const struct viewer *v = &p->view.viewer;
    bool city = v->role == ROLE_BUREAU || v->role == ROLE_AUDITOR;
    if (city)
        put_regions(out, p->rq, p->view.ref);
    else
        asked_keep(out, p->rq, "region");
    if (v->role == ROLE_DEPARTMENT)
        asked_keep(out, p->rq, "dept");
    else
        put_depts(out, p->rq, p->view.ref, city ? request_get(p->rq, "region") : v->own);
}

/* What was typed stands above the fold, and an order is no filter. */
static bool is_filter(const char *name)
{
    static const char *const others[] = {"q", "sort", "page", "cursor", "since"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!strcmp(name, others[i]))
            return false;
    return true;
}

void asked_fold(struct str *out, const struct request *rq)
{
    int n = 0;
    for (int i = 0; i < rq->n_params; i++)
        n += rq->param[i].value[0] && is_filter(rq->param[i].name);
    str_printf(out, "<details class=\"fold\"><summary>%s", tr("筛选"));
    if (n)
        str_printf(out, tr("（%d）"), n);
    str_puts(out, "</summary></details><div class=\"folded\">\n");
}

void asked_fold_end(struct str *out) { str_puts(out, "</div>"); }

void asked_keep(struct str *out, const struct request *rq, const char *name)
{
    const char *v = request_get(rq, name);
    if (!v)
        return;
    str_printf(out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
    str_html(out, v);
    str_puts(out, "\">");
}

void asked_dues(struct str *out, const struct request *rq)
{
    html_select(out, "due", tr("剩余"), tr("全部"));
    for (int i = 0; i < DUE_WHENS; i++)
        html_option(out, due_when_word[i], tr(due_when_zh[i]), request_get(rq, "due"));
    html_select_end(out);
    html_select(out, "duty", tr("要做什么"), tr("全部"));
    for (int i = DUTY_NONE + 1; i < DUTIES; i++)
        html_option(out, duty_word[i], tr(duty_zh[i]), request_get(rq, "duty"));
    html_select_end(out);
    html_select(out, "level", tr("级别"), tr("全部"));
    for (int i = LEVEL_RED; i > LEVEL_NONE; i--)
        html_option(out, level_word[i], tr(level_zh[i]), request_get(rq, "level"));
    html_select_end(out);
}
