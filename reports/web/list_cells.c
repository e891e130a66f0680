#include "reports/web/list_cells.h"

#include "analyzer/duties.h"
#include "reports/names.h"
#include "reports/web/html.h"

void list_text(struct list *l, const char *text)
{
    if (text && *text)
        doc_text(l->doc, l->t, text);
    else
        doc_null(l->t);
}

void list_word(struct list *l, const char *text, int64_t at)
{
    doc_text(l->doc, l->t, text);
    l->t->cells.v[l->t->cells.n - 1].v = at;
}

void list_number(struct list *l, enum cell_type type, int64_t v, bool there)
{
    if (there)
        doc_number(l->t, type, v);
    else
        doc_null(l->t);
}

void list_day(struct list *l, day d) { list_number(l, CELL_DAY, d, d != DAY_NONE); }
void list_instant(struct list *l, instant t) { list_number(l, CELL_INSTANT, t, t != INSTANT_NONE); }

void list_case(struct list *l, const char *case_no)
{
    struct arena *a = l->page->view.arena;
    doc_text(l->doc, l->t, l->file ? case_no : html_case_text(a, case_no));
    doc_link(l->doc, l->t, html_case_href(a, case_no));
}

const char *list_item_name(const struct list *l, const char *code)
{
    return names_item(l->page->view.ref, code);
}

void list_item(struct list *l, const char *code)
{
    list_text(l, list_item_name(l, code));
    list_text(l, code);
}

void list_unit(struct list *l, const char *region, const char *dept)
{
    const struct refdata *ref = l->page->view.ref;
    list_text(l, names_dept(ref, dept));
    list_text(l, names_region(ref, region));
    list_text(l, dept);
    list_text(l, region);
}

static void put_left(struct str *out, const struct view *v, instant due)
{
    int32_t left = duties_days_left(&v->ref->cal, v->now, due);
    if (due > v->now && left == 0)
        str_puts(out, tr("今天"));
    else if (due > v->now)
        str_printf(out, tr_n(left, "%d 天"), left);
    else if (left == 0)
        str_puts(out, tr("刚超期"));
    else
        str_printf(out, tr_n(-left, "超 %d 天"), -left);
}

static void put_last(struct list *l, instant due)
{
    day last = duties_last_day(due);
    if (due == day_start(last + 1))
        doc_number(l->t, CELL_DAY, last);
    else
        doc_number(l->t, CELL_INSTANT, due);
}

static void put_days(struct list *l, instant due)
{
    const struct view *v = &l->page->view;
    struct str left = {0};
    put_left(&left, v, due);
    list_text(l, str_text(&left));
    doc_count(l->t, duties_days_left(&v->ref->cal, v->now, due));
    str_release(&left);
}

static void put_nothing(struct list *l, int cells)
{
    for (int i = 0; i < cells; i++)
        doc_null(l->t);
}

void list_due(struct list *l, const char *duty, instant due)
{
    if (!duty || due == INSTANT_NONE) {
        put_nothing(l, 4);
        return;
    }
    list_text(l, tr(duty_zh[lists_find(duty_word, DUTIES, duty)]));
    put_last(l, due);
    put_days(l, due);
}

void list_left(struct list *l, instant due)
{
    if (due == INSTANT_NONE) {
        put_nothing(l, 3);
        return;
    }
    put_days(l, due);
    put_last(l, due);
}

void list_evidence(struct str *out, const struct read_alert *al)
{
    char d[DAY_TEXT];
    const char *sep = "";
    if (al->used != DAYS_NONE) {
        str_printf(out, tr_n(al->used, "已用 %d 天"), al->used);
        sep = tr("，");
    }
    if (al->limit != DAYS_NONE) {
        str_printf(out, tr_n(al->limit, "%s时限 %d 天"), sep, al->limit);
        sep = tr("，");
    }
    if (al->due != DAY_NONE)
        str_printf(out, tr("%s到期 %s"), sep, day_text(al->due, d));
    /* raised at the beginning of a day off, before another working day was used */
    if (al->used != DAYS_NONE && al->used <= al->limit && al->due != DAY_NONE &&
        al->due < instant_day(al->raised))
        str_puts(out, tr("（已过）"));
}

const char *const list_verdict_zh[READ_VERDICTS] = {TR("按时办结"), TR("超期办结或退出"), TR("超期在办"),
                                                    TR("没有到期日"), TR("未到期或未超期退出")};

void list_case_chips(const struct list *l, struct str *out, const struct read_filter *f)
{
    const struct request *rq = l->page->rq;
    const struct refdata *ref = l->page->view.ref;
    int phase = lists_find(phase_word, PHASES, request_get(rq, "phase")),
        light = lists_find(light_word, LIGHTS, request_get(rq, "light")),
        kept = lists_find(read_verdict_word, READ_VERDICTS, request_get(rq, "kept")),
        level = lists_find(level_word, LEVELS, request_get(rq, "level")),
        duty = lists_find(duty_word, DUTIES, request_get(rq, "duty")),
        when = lists_find(due_when_word, DUE_WHENS, request_get(rq, "due"));
    const struct list_chip chips[] = {
        {"q", tr("查找"), NULL},
        {"region", tr("地区"), f->region ? names_region(ref, f->region) : NULL},
        {"dept", tr("部门"), f->dept ? names_dept(ref, f->dept) : NULL},
        {"item", tr("事项"), f->item ? names_item(ref, f->item) : NULL},
        {"phase", tr("阶段"), phase < 0 ? NULL : tr(phase_zh[phase])},
        {"light", tr("时限灯"), light < 0 ? NULL : tr(light_zh[light])},
        {"kept", tr("承诺时限"), kept < 0 ? NULL : tr(list_verdict_zh[kept])},
        {"level", tr("级别"), level < 0 ? NULL : tr(level_zh[level])},
        {"duty", tr("要做什么"), duty < 0 ? NULL : tr(duty_zh[duty])},
        {"due", tr("剩余"), when < 0 ? NULL : tr(due_when_zh[when])},
    };
    list_chips(l, out, chips, sizeof chips / sizeof *chips);
}
