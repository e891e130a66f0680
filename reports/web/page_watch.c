/* The page 系统: how far the data are read, with what, by whom; who has sent nothing for longer than usual;
 * and whether those who are told take what they are told. A unit sees of senders itself alone, and nothing of
 * the program's inside. */
#include "base/version.h"
#include "codec/sentences.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"
#include "reports/web/parts.h"
#include "store/read_system.h"
#include "store/read_watch.h"

static bool sees_all(const struct page *p)
{
    return p->view.viewer.role == ROLE_BUREAU || p->view.viewer.role == ROLE_AUDITOR;
}

/* How the whole stands. */
struct standing_now {
    struct read_parts parts;
    struct read_workers workers;
    int64_t due;
    instant due_since, reference; /* the oldest case that waits; since when this version is used */
};

struct watch {
    struct page *p;
    struct standing_now now;
    struct read_silents silent;
    struct read_rules_told told;
    struct parts parts;
};

static const struct list_column silent_columns[] = {
    {"source", TR("数据来源"), LIST_TEXT, false},    {"region", TR("地区"), LIST_TEXT, false},
    {"dept", TR("部门"), LIST_TEXT, false},          {"last", TR("最后一条"), LIST_CODE, false},
    {"found", TR("发现时间"), LIST_CODE, false},     {"region_code", TR("地区代码"), LIST_DATA, false},
    {"dept_code", TR("部门代码"), LIST_DATA, false},
};

static int fill_silent(void *of, struct list *l, struct err *e)
{
    const struct watch *w = of;
    const struct page *p = w->p;
    (void)e;
    for (size_t i = 0; i < w->silent.n; i++) {
        const struct read_silent *s = &w->silent.v[i];
        list_text(l, s->source);
        list_text(l, *s->region ? names_region(p->view.ref, s->region) : NULL);
        list_text(l, *s->dept ? names_dept(p->view.ref, s->dept) : NULL);
        list_instant(l, s->last);
        list_instant(l, s->silent);
        list_text(l, s->region);
        list_text(l, s->dept);
    }
    return 0;
}

/* Why a receiver takes nothing: the log and the database have it in English. */
static void fill_why(struct list *l, const char *english)
{
    struct str zh = {0};
    if (english && say_lang() == LANG_ZH)
        sentences_zh(&zh, english);
    list_text(l, zh.len ? zh.p : english);
    str_release(&zh);
}

static const struct list_column told_columns[] = {
    {"rule", TR("通知规则"), LIST_TEXT, false},    {"told", TR("已送达"), LIST_FIGURE, false},
    {"waiting", TR("最早未送"), LIST_CODE, false}, {"failing", TR("不收起于"), LIST_CODE, false},
    {"why", TR("原因"), LIST_TEXT, false},
};

static int fill_told(void *of, struct list *l, struct err *e)
{
    const struct watch *w = of;
    const struct read_rules_told *all = &w->told;
    (void)e;
    for (size_t i = 0; sees_all(w->p) && i < all->n; i++) {
        list_text(l, all->v[i].rule);
        doc_count(l->t, all->v[i].notices);
        list_instant(l, all->v[i].since);
        list_instant(l, all->v[i].failing);
        fill_why(l, all->v[i].why);
    }
    return 0;
}

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
    put_fact(out, tr("程序版本"), &v);
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

static const struct list_column worker_columns[] = {
    {"owner", TR("进程"), LIST_TEXT, false},
    {"alive", TR("最近动静"), LIST_CODE, false},
    {"falls", TR("连续重启"), LIST_FIGURE, false},
    {"state", TR("状态"), LIST_TEXT, false},
};

static int fill_workers(void *of, struct list *l, struct err *e)
{
    const struct watch *watch = of;
    const struct read_workers *all = &watch->now.workers;
    (void)e;
    for (size_t i = 0; sees_all(watch->p) && i < all->n; i++) {
        const struct read_worker *w = &all->v[i];
        list_text(l, w->owner);
        list_instant(l, w->alive);
        doc_count(l->t, w->falls);
        list_text(l, w->looping ? tr("反复退出") : w->silent ? tr("没有动静") : tr("在运行"));
    }
    return 0;
}

static int put_now(const struct watch *w, struct str *out, struct err *e)
{
    html_section(out, "now", tr("系统状态"));
    str_puts(out, "<dl class=\"facts\">\n");
    put_lag(w->p, out, &w->now);
    put_versions(w->p, out, &w->now);
    str_puts(out, "</dl>\n");
    if (!sees_all(w->p))
        return 0;
    int rc = parts_table(&w->parts, "workers", out, NULL, e);
    html_note(
        out,
        tr("参考数据、规则、日历改动后：先用 jiancha check 检查，再 systemctl reload jiancha（或向 jiancha run "
           "发 SIGHUP），不停机重新载入；已有办件随后在后台按新版重新判定。"));
    return rc;
}

static int put_page(const struct watch *w, struct str *out, struct err *e)
{
    html_begin(w->p, out, tr("系统"), "/system");
    if (put_now(w, out, e))
        return -1;
    html_section(out, "silent", tr("比平常久未报送"));
    if (parts_table(&w->parts, "silent", out, tr("没有：各数据来源和单位都照常报送。"), e))
        return -1;
    if (w->silent.n)
        html_note(out, tr("按最近八周同一时段（分工作日和休息日）的数量判断；新来源满两周才开始判断。"));
    if (sees_all(w->p)) {
        html_section(out, "told", tr("通知"));
        if (parts_table(&w->parts, "told", out, tr("没有设置接收方（notify.conf）。"), e))
            return -1;
    }
    html_end(out);
    return 0;
}

/* Of the program's inside a unit has no rows. */
static const struct part tables[] = {
    PART("silent", TR("比平常久没有数据的来源和单位"), silent_columns, fill_silent),
    PART("told", TR("notify.conf 的规则"), told_columns, fill_told),
    PART("workers", TR("采集与办事进程"), worker_columns, fill_workers),
};

static int gather(struct watch *w, struct err *e)
{
    struct read *rd = w->p->view.read;
    struct arena *a = w->p->view.arena;
    return read_now(w->p, &w->now, e) || read_silent_seen(rd, a, &w->silent, e) ||
                   read_rules_told(rd, a, &w->told, e)
               ? -1
               : 0;
}

int page_watch(struct page *p, struct reply *out, struct err *e)
{
    struct watch w = {.p = p};
    w.parts = (struct parts){
        .page = p, .path = "/system", .part = tables, .n = sizeof tables / sizeof *tables, .data = &w};
    if (gather(&w, e))
        return page_failed(e);
    if (list_is_file(p))
        return parts_file(&w.parts, out, e);
    return put_page(&w, &out->body, e) ? page_failed(e) : 200;
}
