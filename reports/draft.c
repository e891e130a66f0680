#include "reports/draft.h"

#include <string.h>

#include "reports/draft_parts.h"
#include "reports/doc_write.h"
#include "reports/wording.h"

static const char *kind_of(int length)
{
    return length == 1 ? "month" : length == 3 ? "quarter" : length == 6 ? "half" : "year";
}

void draft_fonts(struct doc_paper *p, const struct bulletin_conf *c)
{
    p->font[DOC_SONG_HEAD] = c->font_title;
    p->font[DOC_FANGSONG] = c->font_body;
    p->font[DOC_HEI] = c->font_hei;
    p->font[DOC_KAI] = c->font_kai;
    p->font[DOC_SONG] = c->font_song;
}

static void put_paper(struct drafting *g)
{
    const struct bulletin_conf *c = g->f->conf;
    struct str title = {0}, period = {0};
    char text[DAY_TEXT];
    wording_period_year(&period, g->f->first, g->f->last);
    str_printf(&title, "关于%s%s“一次办好”事项办理情况的通报", str_text(&period), c->city);
    g->d->period = arena_strdup(&g->d->arena, period_text(g->f->first, g->f->last, text));
    g->d->kind = kind_of(g->f->last - g->f->first + 1);
    g->d->as_of = g->f->as_of;
    g->d->paper = (struct doc_paper){
        .issuer = c->issuer,
        .title = arena_strdup(&g->d->arena, str_text(&title)),
        .to = c->to,
        .signatory = c->signatory,
        .dated = DAY_NONE,
        .disclosure = c->disclosure,
        .copies = c->copies[0] ? c->copies : NULL,
        .printer = c->printer[0] ? c->printer : NULL,
    };
    draft_fonts(&g->d->paper, c);
    doc_paragraph(g->d);
    doc_say(g->d, "%s，现将%s%s“一次办好”事项办理情况通报如下。", c->basis, str_text(&period), c->city);
    str_release(&title);
    str_release(&period);
}

/* What the words mean, each once; and where the figures come from. */
static void put_definitions(struct drafting *g)
{
    static const struct doc_pair said[] = {
        {"按时办结率", "按时办结件数，与有承诺时限的办结、超时后退出、期末超过承诺时限在办三者之和的比率。"},
        {"一次办好率", "准予且跑动次数已知的办件中，已送达、跑动不超过一次、补正告知不超过一次的比率（其分母"
                       "即“一次办好可判”）。"},
        {"件次", "同一办件、同一类别、同一责任单位当月的红黄牌只计一次，按最高一级。"},
        {"环比、同比",
         "与上一时期、上年同一时期相比；没有可比数的不写。计数用百分比，比率用百分点，四舍五入。"},
        {"综合得分", "各加权比率的得分，扣除红黄牌扣分；办结件数不足的单位不参与排名。"},
        {"数据及时", "事件发生后24小时内录入。"},
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        vec_push(&g->d->definitions, said[i]);
}

static void put_sources(struct drafting *g)
{
    const struct draft_figures *f = g->f;
    for (size_t i = 0; i < f->cutoff.n; i++)
        vec_push(&g->d->cutoff, f->cutoff.v[i]);
    for (size_t i = 0; i < f->versions.n; i++)
        vec_push(&g->d->versions, f->versions.v[i]);
    g->d->act = f->act;
    g->d->n_events = f->n_events;
    g->d->n_cases = f->n_cases;
}

static void put_annexes(struct drafting *g)
{
    vec_push(&g->d->annexes, "各县区、开发区及市直部门指标表");
    if (g->d->charts.n)
        vec_push(&g->d->annexes, "统计图");
    if (doc_rows(g->reds))
        vec_push(&g->d->annexes, "红牌办件清单（不随文公开）");
    vec_push(&g->d->annexes, "统计口径及数据说明");
}

struct doc *draft_make(const struct draft_figures *f)
{
    struct drafting g = {.f = f, .d = doc_new()};
    put_paper(&g);
    draft_tables(&g);
    draft_links(&g);
    draft_overall(&g);
    draft_leagues(&g);
    draft_warnings(&g);
    draft_ratings(&g);
    draft_quality(&g);
    draft_main_problems(&g);
    draft_interviews(&g);
    draft_demands(&g);
    put_annexes(&g);
    put_definitions(&g);
    put_sources(&g);
    doc_hash(g.d);
    return g.d;
}
