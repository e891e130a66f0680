#include <stdio.h>
#include <string.h>

#include "reports/format.h"
#include "reports/terms.h"
#include "reports/web/html.h"

static void put_rule(struct page *p, struct str *out, int i)
{
    const struct rule *r = &rule_table[i];
    const struct rule_setting *s = &p->view.ref->rules.set[i];
    char no[8];
    snprintf(no, sizeof no, "%d", r->no);
    str_puts(out, s->on ? "<tr>" : "<tr class=\"off\">");
    html_head_cell(out, no, html_href(p->view.arena, "/alerts", "rule", no, NULL));
    str_puts(out, "<td>");
    html_level(out, (enum level)s->level);
    if (s->other) {
        str_puts(out, "<br>");
        html_level(out, (enum level)s->other);
    }
    str_puts(out, "</td>");
    html_code_cell(out, tr(dimension_zh[r->dimension]));
    html_cell(out, tr(r->title));
    html_cell(out, tr(r->text));
    str_printf(out, "<td lang=\"%s\">%s</td>", lang_tag[LANG_ZH], r->basis);
    html_code_cell(out, s->on ? tr("启用") : tr("停用"));
    str_putc(out, '\n');
}

static void put_rules(struct page *p, struct str *out)
{
    static const struct column columns[] = {{TR("编号"), 't'}, {TR("级别"), 't'},     {TR("维度"), 't'},
                                            {TR("名称"), 't'}, {TR("触发条件"), 't'}, {TR("依据"), 't'},
                                            {TR("状态"), 't'}};
    html_section(out, "rules", tr("规则"));
    html_note(out, tr("有两个级别的规则：行政许可事项用前者，其他事项用后者；或重者用前者，轻者用后者。"));
    html_table_of(out, tr("预警与红黄牌的规则"), columns);
    for (int i = 0; i < RULE_COUNT; i++)
        put_rule(p, out, i);
    html_table_end(out);
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
            str_html(out, tr(counter_zh[counter_find(name)]));
            f += used;
        } else
            str_html(out, (char[]){*f++, 0});
    }
    str_puts(out, sum ? ")" : "");
}

static void put_rates(struct page *p, struct str *out)
{
    static const struct column columns[] = {{TR("比率"), 't'}, {TR("算法"), 't'}, {TR("得分权重"), 'n'}};
    static const enum rate weighted[WEIGHTS] = {
#define WEIGHT(name, rate, dflt) RATE_##rate,
#include "analyzer/weights.def"
    };
    html_section(out, "rates", tr("指标口径"));
    html_table_of(out, tr("比率的算法与得分权重"), columns);
    for (int i = 0; i < RATES; i++) {
        int32_t weight = 0;
        for (int k = 0; k < WEIGHTS; k++)
            weight += weighted[k] == (enum rate)i ? p->view.ref->weights.weight[k] : 0;
        html_row(out);
        html_head_cell(out, tr(rate_zh[i]), NULL);
        str_puts(out, "<td>");
        put_formula(out, formula[i].num);
        str_puts(out, " ÷ ");
        put_formula(out, formula[i].den);
        str_puts(out, "</td>");
        if (weight)
            html_count_cell(out, weight, NULL);
        else
            str_puts(out, "<td class=\"n\">—</td>");
    }
    html_table_end(out);
    const struct weights *w = &p->view.ref->weights;
    str_printf(out, "<p>%s", tr("扣分＝"));
    format_score(out, w->deduction_unit);
    str_printf(out, tr(" 分 ×（黄牌件次 ＋ %d × 红牌件次）÷ 办结件数，最多扣 "), w->red_factor);
    format_score(out, w->deduction_max);
    str_printf(out, tr(" 分。办结不足 %d 件的单位当月不参与排名。"), w->floor);
    str_puts(out, "</p>\n");
}

/* what the formulas above are made of, and what the tables call it */
static void put_counters(struct str *out)
{
    static const struct column columns[] = {{TR("计数"), 't'}, {TR("含义"), 't'}};
    static const char *const more[] = {TR("张"),       TR("件次"), TR("环比"),       TR("同比"),
                                       TR("上月同期"), TR("得分"), TR("不参与排名"), TR("市直")};
    html_section(out, "counters", tr("计数与用语"));
    html_table_of(out, tr("各项计数和页面用语的含义"), columns);
    for (int i = 0; i < COUNTERS; i++) {
        html_row(out);
        html_head_cell(out, tr(counter_zh[i]), NULL);
        html_cell(out, tr(terms_meaning(counter_zh[i])));
    }
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        html_row(out);
        html_head_cell(out, tr(more[i]), NULL);
        html_cell(out, tr(terms_meaning(more[i])));
    }
    html_table_end(out);
}

int page_rules(struct page *p, struct reply *out, struct err *e)
{
    (void)e;
    html_begin(p, &out->body, tr("规则与口径"), "/rules");
    put_rules(p, &out->body);
    put_rates(p, &out->body);
    put_counters(&out->body);
    html_end(&out->body);
    return 200;
}
