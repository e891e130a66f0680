/* The page 系统: who has sent nothing for longer than usual, and whether those who are told take what they
 * are told. A unit sees itself alone. */
#include <string.h>

#include "codec/sentences.h"
#include "reports/names.h"
#include "reports/web/html.h"
#include "store/read_watch.h"

static bool sees_all(const struct page *p)
{
    return p->view.viewer.role == ROLE_BUREAU || p->view.viewer.role == ROLE_AUDITOR;
}

static bool sees(const struct page *p, const struct read_silent *s)
{
    const char *own = p->view.viewer.own;
    return sees_all(p) || (own && (!strcmp(s->region, own) || !strcmp(s->dept, own)));
}

static void put_silent(struct page *p, struct str *out, const struct read_silents *l)
{
    static const struct column columns[] = {{TR("数据来源"), 't'},
                                            {TR("地区"), 't'},
                                            {TR("部门"), 't'},
                                            {TR("最后一条"), 't'},
                                            {TR("发现时间"), 't'}};
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++)
        n += sees(p, &l->v[i]);
    html_section(out, "silent", tr("比平常久未报送"));
    if (!n) {
        html_note(out, tr("没有：各数据来源和单位都照常报送。"));
        return;
    }
    html_table_of(out, tr("比平常久没有数据的来源和单位"), columns);
    for (size_t i = 0; i < l->n; i++) {
        const struct read_silent *s = &l->v[i];
        if (!sees(p, s))
            continue;
        html_row(out);
        html_cell(out, s->source);
        html_cell(out, *s->region ? names_region(p->view.ref, s->region) : NULL);
        html_cell(out, *s->dept ? names_dept(p->view.ref, s->dept) : NULL);
        str_puts(out, "<td>");
        html_when(out, s->last);
        str_puts(out, "<td>");
        html_when(out, s->silent);
    }
    html_table_end(out);
    html_note(out, tr("按最近八周同一时段（分工作日和休息日）的数量判断；新来源满两周才开始判断。"));
}

/* Why a receiver takes nothing: the log and the database have it in English. */
static void put_why(struct str *out, const char *english)
{
    struct str zh = {0};
    if (english && say_lang() == LANG_ZH)
        sentences_zh(&zh, english);
    html_cell(out, zh.len ? zh.p : english);
    str_release(&zh);
}

static void put_rules(struct str *out, const struct read_rules_told *l)
{
    static const struct column columns[] = {{TR("通知规则"), 't'},
                                            {TR("已送达"), 'n'},
                                            {TR("最早未送"), 't'},
                                            {TR("不收起于"), 't'},
                                            {TR("原因"), 't'}};
    html_section(out, "told", tr("通知"));
    if (!l->n) {
        html_note(out, tr("没有设置接收方（notify.conf）。"));
        return;
    }
    html_table_of(out, tr("notify.conf 的规则"), columns);
    for (size_t i = 0; i < l->n; i++) {
        html_row(out);
        html_head_cell(out, l->v[i].rule, NULL);
        html_count_cell(out, l->v[i].notices, NULL);
        str_puts(out, "<td>");
        html_when(out, l->v[i].since);
        str_puts(out, "<td>");
        html_when(out, l->v[i].failing);
        put_why(out, l->v[i].why);
    }
    html_table_end(out);
}

int page_watch(struct page *p, struct reply *out, struct err *e)
{
    static const char *const none[] = {NULL};
    struct read_silents silent;
    struct read_rules_told rules;
    if (request_only(p->rq, none, e) || read_silent(p->view.read, p->view.arena, &silent, e) ||
        read_rules_told(p->view.read, p->view.arena, &rules, e))
        return page_failed(e);
    html_begin(p, &out->body, tr("系统"), "/system");
    put_silent(p, &out->body, &silent);
    if (sees_all(p))
        put_rules(&out->body, &rules);
    html_end(&out->body);
    return 200;
}
