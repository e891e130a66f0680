/* The page 系统: how far the data are read, with what, by whom; who has sent nothing for longer than usual;
 * and whether those who are told take what they are told. A unit sees of senders itself alone, and nothing of
 * the program's inside. */
#include <string.h>

#include "base/version.h"
#include "codec/sentences.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/web/html.h"
#include "store/read_system.h"
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

/* How the whole stands. */
struct standing_now {
    struct read_parts parts;
    struct read_workers workers;
    int64_t due;
    instant due_since, reference; /* the oldest case that waits; since when this version is used */
};

static int read_now(struct page *p, struct standing_now *s, struct err *e)
{
    struct read *rd = p->view.read;
    struct arena *a = p->view.arena;
    return read_parts(rd, a, &s->parts, e) || read_workers(rd, a, &s->workers, e) ||
                   read_due(rd, &s->due, &s->due_since, e) ||
                   read_reference_since(rd, p->view.ref->version, &s->reference, e)
               ? -1
               : 0;
}

static void put_fact(struct str *out, const char *name, const struct str *value)
{
    str_printf(out, "<dt>%s</dt><dd>", name);
    str_html(out, str_text(value));
    str_puts(out, "</dd>\n");
}

/* How far the log is read, and whether what was due was looked at. */
static void put_lag(struct page *p, struct str *out, const struct standing_now *s)
{
    struct str v = {0};
    char buf[INSTANT_TEXT];
    int64_t wanted = 0, bad = 0;
    for (size_t i = 0; i < s->parts.n; i++) {
        const struct read_part *part = &s->parts.v[i];
        wanted += part->wanted;
        bad += part->wanted && (part->silent || part->stuck || part->held || part->alarm);
    }
    str_puts(&v, p->stamp.data == INSTANT_NONE ? tr("尚未收到数据") : format_when(p->stamp.data, buf));
    put_fact(out, tr("数据截至"), &v);
    str_clear(&v);
    format_count(&v, p->stamp.unread);
    put_fact(out, tr("未读消息"), &v);
    str_clear(&v);
    str_printf(&v, tr("共 %lld 个，无人读取或停住的 %lld 个"), (long long)wanted, (long long)bad);
    put_fact(out, tr("数据分区"), &v);
    str_clear(&v);
    format_count(&v, s->due);
    if (s->due_since != INSTANT_NONE)
        str_printf(&v, tr("，最早的自 %s 起"), format_when(s->due_since, buf));
    put_fact(out, tr("到时还没有重新判定的办件"), &v);
    str_release(&v);
}

static void put_versions(struct page *p, struct str *out, const struct standing_now *s)
{
    static const char *const said[] = {TR("未录入"), TR("看来未录全"), TR("已录入")};
    struct str v = {0};
    char buf[INSTANT_TEXT];
    int first = view_month(&p->view) / 12;
    str_puts(&v, "jiancha " JIANCHA_VERSION);
    put_fact(out, tr("程序"), &v);
    str_clear(&v);
    str_printf(&v, "%s%s", p->view.ref->version, tr("，"));
    if (s->reference == INSTANT_NONE)
        str_puts(&v, tr("采集还没有用这一版：请让它重新载入"));
    else
        str_printf(&v, tr("自 %s 起使用"), format_when(s->reference, buf));
    put_fact(out, tr("参考数据版本"), &v);
    str_clear(&v);
    for (int year = first - 1; year <= first + 1; year++) {
        enum calendar_year is = calendar_year(&p->view.ref->cal, year);
        str_printf(&v, "%s%d %s", year < first ? "" : tr("；"), year,
                   tr(said[is < YEAR_INCOMPLETE    ? 0
                           : is == YEAR_INCOMPLETE ? 1
                                                   : 2]));
    }
    put_fact(out, tr("工作日历"), &v);
    str_release(&v);
}

static void put_workers(struct str *out, const struct read_workers *l)
{
    static const struct column columns[] = {
        {TR("进程"), 't'}, {TR("最近动静"), 't'}, {TR("连续重启"), 'n'}, {TR("状态"), 't'}};
    if (!l->n)
        return;
    html_table_of(out, tr("采集与办事进程"), columns);
    for (size_t i = 0; i < l->n; i++) {
        const struct read_worker *w = &l->v[i];
        html_row(out);
        html_head_cell(out, w->owner, NULL);
        str_puts(out, "<td>");
        html_when(out, w->alive);
        html_count_cell(out, w->falls, NULL);
        html_cell(out, w->looping ? tr("反复退出") : w->silent ? tr("没有动静") : tr("在运行"));
    }
    html_table_end(out);
}

static void put_now(struct page *p, struct str *out, const struct standing_now *s)
{
    html_section(out, "now", tr("运行情况"));
    str_puts(out, "<dl class=\"facts\">\n");
    put_lag(p, out, s);
    put_versions(p, out, s);
    str_puts(out, "</dl>\n");
    if (!sees_all(p))
        return;
    put_workers(out, &s->workers);
    html_note(
        out,
        tr("参考数据、规则、日历改动后：先用 jiancha check 检查，再 systemctl reload jiancha（或向 jiancha run "
           "发 SIGHUP），不停机重新载入；已有办件随后在后台按新版重新判定。"));
}

int page_watch(struct page *p, struct reply *out, struct err *e)
{
    static const char *const none[] = {NULL};
    struct read_silents silent;
    struct read_rules_told rules;
    struct standing_now now;
    if (request_only(p->rq, none, e) || read_now(p, &now, e) ||
        read_silent(p->view.read, p->view.arena, &silent, e) ||
        read_rules_told(p->view.read, p->view.arena, &rules, e))
        return page_failed(e);
    html_begin(p, &out->body, tr("系统"), "/system");
    put_now(p, &out->body, &now);
    put_silent(p, &out->body, &silent);
    if (sees_all(p))
        put_rules(&out->body, &rules);
    html_end(&out->body);
    return 200;
}
