#include <stdio.h>
#include <string.h>

#include "reports/format.h"
#include "reports/terms.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"
#include "reports/web/parts.h"

static const struct list_column rule_columns[] = {
    {"rule", TR("编号"), LIST_CODE, false},       {"level", TR("级别"), LIST_LEVEL, false},
    {"other", TR("另一级别"), LIST_LEVEL, false}, {"dimension", TR("维度"), LIST_CODE, false},
    {"title", TR("名称"), LIST_TEXT, false},      {"text", TR("触发条件"), LIST_TEXT, false},
    {"basis", TR("依据"), LIST_OWN, false},       {"state", TR("状态"), LIST_CODE, false},
};

/* The basis is a law's name, in Chinese whatever the page speaks. */
static void put_basis(const struct list *l, struct str *out, size_t column, const void *of)
{
    const struct rule *r = of;
    (void)l, (void)column;
    str_printf(out, "<span lang=\"%s\">", lang_tag[LANG_ZH]);
    str_html(out, r->basis);
    str_puts(out, "</span>");
}

static void fill_rule(struct list *l, int i)
{
    const struct rule *r = &rule_table[i];
    const struct rule_setting *s = &l->page->view.ref->rules.set[i];
    char no[8];
    snprintf(no, sizeof no, "%d", r->no);
    list_begin(l, s->on ? NULL : "off", r);
    list_text(l, no);
    doc_link(l->doc, l->t, html_href(l->page->view.arena, "/alerts", "rule", no, NULL));
    list_text(l, tr(level_zh[s->level]));
    list_text(l, s->other ? tr(level_zh[s->other]) : NULL);
    list_text(l, tr(dimension_zh[r->dimension]));
    list_text(l, tr(r->title));
    list_text(l, tr(r->text));
    list_text(l, r->basis);
    list_text(l, s->on ? tr("启用") : tr("停用"));
}

static int fill_rules(void *of, struct list *l, struct err *e)
{
    (void)of, (void)e;
    l->put = put_basis;
    l->wide = true;
    for (int i = 0; i < RULE_COUNT; i++)
        fill_rule(l, i);
    return 0;
}

static const struct {
    const char *num, *den;
} formula[] = {
#define RATE(name, zh, num, den) {#num, #den},
#include "analyzer/rates.def"
};

/* c(on_time) becomes 按时办结: the formulas are those that are computed, read by people */
static void put_formula(struct str *out, const char *f)
{
    bool sum = strchr(f, ' ') != NULL;
    str_puts(out, sum ? "(" : "");
    while (*f) {
        char name[48];
        int used = 0;
        if (sscanf(f, "c(%47[a-z0-9_])%n", name, &used) == 1 && used && counter_find(name) >= 0) {
            str_puts(out, tr(counter_zh[counter_find(name)]));
            f += used;
        } else
            str_putc(out, *f++);
    }
    str_puts(out, sum ? ")" : "");
}

static const struct list_column rate_columns[] = {
    {"rate", TR("比率"), LIST_TEXT, false},
    {"name", TR("代码"), LIST_DATA, false},
    {"formula", TR("算法"), LIST_TEXT, false},
    {"weight", TR("得分权重"), LIST_FIGURE, false},
};

static int32_t weight_of(const struct weights *w, enum rate rate)
{
    int32_t weight = 0;
    for (int k = 0; k < WEIGHTS; k++)
        weight += weighed_rate[k] == rate ? w->weight[k] : 0;
    return weight;
}

static int fill_rates(void *of, struct list *l, struct err *e)
{
    (void)of, (void)e;
    l->wide = true;
    for (int i = 0; i < RATES; i++) {
        int32_t weight = weight_of(&l->page->view.ref->weights, (enum rate)i);
        struct str how = {0};
        put_formula(&how, formula[i].num);
        str_puts(&how, " ÷ ");
        put_formula(&how, formula[i].den);
        list_text(l, tr(rate_zh[i]));
        list_text(l, rate_name[i]);
        list_text(l, str_text(&how));
        list_number(l, CELL_COUNT, weight, weight > 0);
        str_release(&how);
    }
    return 0;
}

static const struct list_column term_columns[] = {{"term", TR("计数"), LIST_TEXT, false},
                                                  {"name", TR("代码"), LIST_DATA, false},
                                                  {"meaning", TR("含义"), LIST_TEXT, false}};

static void fill_term(struct list *l, const char *term, const char *name)
{
    list_text(l, tr(term));
    list_text(l, name);
    list_text(l, tr(terms_meaning(term)));
}

/* what the formulas above are made of, and what the tables call it */
static int fill_terms(void *of, struct list *l, struct err *e)
{
    static const char *const more[] = {TR("张"),       TR("件次"), TR("环比"),       TR("同比"),
                                       TR("上月同期"), TR("得分"), TR("不参与排名"), TR("市直")};
    (void)of, (void)e;
    l->wide = true;
    for (int i = 0; i < COUNTERS; i++)
        fill_term(l, counter_zh[i], counter_name[i]);
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        fill_term(l, more[i], NULL);
    return 0;
}

static const struct part part_table[] = {
    PART("rules", TR("预警与红黄牌的规则"), rule_columns, fill_rules),
    PART("rates", TR("比率的算法与得分权重"), rate_columns, fill_rates),
    PART("counters", TR("各项计数和页面用语的含义"), term_columns, fill_terms),
};

static void put_deduction(struct str *out, const struct weights *w)
{
    str_printf(out, "<p>%s", tr("扣分＝"));
    format_score(out, w->deduction_unit);
    str_printf(out, tr(" 分 ×（黄牌件次 ＋ %d × 红牌件次）÷ 办结件数，最多扣 "), w->red_factor);
    format_score(out, w->deduction_max);
    str_printf(out, tr(" 分。办结不足 %d 件的单位当月不参与排名。"), w->floor);
    str_puts(out, "</p>\n");
}

static int put_page(const struct parts *s, struct str *out, struct err *e)
{
    html_begin(s->page, out, tr("规则与口径"), "/rules");
    html_section(out, "rules", tr("规则"));
    html_note(out,
              tr("有另一级别的规则：行政许可事项用“级别”，其他事项用“另一级别”；或重者用前者，轻者用后者。"));
    if (parts_table(s, "rules", out, NULL, e))
        return -1;
    html_section(out, "rates", tr("指标口径"));
    if (parts_table(s, "rates", out, NULL, e))
        return -1;
    put_deduction(out, &s->page->view.ref->weights);
    html_section(out, "counters", tr("计数与用语"));
    if (parts_table(s, "counters", out, NULL, e))
        return -1;
    html_end(out);
    return 0;
}

int page_rules(struct page *p, struct reply *out, struct err *e)
{
    const struct parts s = {
        .page = p, .path = "/rules", .part = part_table, .n = sizeof part_table / sizeof *part_table};
    if (list_is_file(p))
        return parts_file(&s, out, e);
    return put_page(&s, &out->body, e) ? page_failed(e) : 200;
}
