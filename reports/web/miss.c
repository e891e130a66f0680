#include "reports/web/miss.h"

#include <string.h>

#include "reports/format.h"
#include "reports/typed.h"
#include "store/read_cases.h"
#include "reports/web/html.h"

enum { NEAR = 5, TAIL = 4, ATTEMPTS = 16 };

/* A filter that can be taken out, and the rest. */
struct attempt {
    const char *name, *label;
    struct read_filter f;
};

static size_t attempts_of(const struct read_filter *f, struct attempt v[ATTEMPTS])
{
    size_t n = 0;
#define WITHOUT(name, label, field, nothing)      \
    if (f->field != (nothing)) {                  \
        v[n] = (struct attempt){name, label, *f}; \
        v[n++].f.field = nothing;                 \
    }
    WITHOUT("q", TR("查找的词"), any, NULL)
    WITHOUT("region", TR("地区"), region, NULL)
    WITHOUT("dept", TR("部门"), dept, NULL)
    WITHOUT("item", TR("事项"), item, NULL)
    WITHOUT("phase", TR("阶段"), phase, NULL)
    WITHOUT("light", TR("时限灯"), light, NULL)
    WITHOUT("kept", TR("承诺时限"), kept, NULL)
    WITHOUT("level", TR("级别"), level, NULL)
    WITHOUT("rule", TR("规则"), rule, 0)
    WITHOUT("state", TR("状态"), state, NULL)
    WITHOUT("duty", TR("要做什么"), duty, NULL)
    WITHOUT("seen", TR("发现时间"), seen, INSTANT_NONE)
    WITHOUT("month", TR("月份"), from, INSTANT_NONE)
#undef WITHOUT
    for (size_t i = 0; i < n; i++)
        if (!strcmp(v[i].name, "month"))
            v[i].f.to = INSTANT_NONE;
    if (f->due_after != INSTANT_NONE || f->due_by != INSTANT_NONE) {
        v[n] = (struct attempt){"due", TR("剩余"), *f};
        v[n].f.due_after = v[n].f.due_by = INSTANT_NONE;
        n++;
    }
    return n;
}

/* Of which list: how its rows are counted, in which unit, and the view= that must stay. */
struct miss {
    const struct list *l;
    int (*count)(const struct view *v, const struct read_filter *f, int64_t *n, struct err *e);
    const char *unit, *view;
};

static int count_cases(const struct view *v, const struct read_filter *f, int64_t *n, struct err *e)
{
    int64_t of[READ_VERDICTS];
    if (read_verdicts(v->read, f, of, e))
        return -1;
    *n = 0;
    for (int i = 0; i < READ_VERDICTS; i++)
        *n += !f->kept || f->kept == read_verdict_word[i] ? of[i] : 0;
    return 0;
}

static int count_alerts(const struct view *v, const struct read_filter *f, int64_t *n, struct err *e)
{
    int64_t of[LEVELS];
    if (read_alert_levels(v->read, v->ref, f, false, of, e))
        return -1;
    *n = 0;
    for (int i = 0; i < LEVELS; i++)
        *n += of[i];
    return 0;
}

static int count_alert_cases(const struct view *v, const struct read_filter *f, int64_t *n, struct err *e)
{
    struct read_filter open = *f;
    int64_t of[LEVELS];
    open.state = alert_state_word[STATE_OPEN];
    if (read_alert_levels(v->read, v->ref, &open, true, of, e))
        return -1;
    *n = 0;
    for (int i = 0; i < LEVELS; i++)
        *n += !f->level || !strcmp(f->level, level_word[i]) ? of[i] : 0;
    return 0;
}

static void put_attempt(const struct miss *m, struct str *out, const char *name, const char *value,
                        const char *text)
{
    struct str href = {0};
    bool view = m->view && !request_get(m->l->page->rq, "view"); /* what is left would be listed otherwise */
    str_puts(&href, m->l->path);
    request_query_anew(&href, m->l->page->rq, name, value);
    if (view)
        str_printf(&href, "%cview=%s", strchr(href.p, '?') ? '&' : '?', m->view);
    str_puts(out, "<li>");
    html_link(out, str_text(&href), text);
    str_puts(out, "</li>");
    str_release(&href);
}

/* 去掉「地区」：12 件 */
static int put_without(const struct miss *m, struct str *out, const struct attempt *t, struct err *e)
{
    struct str text = {0};
    int64_t n;
    if (m->count(&m->l->page->view, &t->f, &n, e))
        return -1;
    if (n) {
        str_printf(&text, tr("去掉“%s”有 "), tr(t->label));
        say_count(&text, n, m->unit);
        put_attempt(m, out, t->name, NULL, str_text(&text));
    }
    str_release(&text);
    return 0;
}

/* Numbers that end alike, and names that share characters. */
static int put_near(const struct miss *m, struct str *out, const struct read_filter *f, struct err *e)
{
    const struct view *v = &m->l->page->view;
    const char *names[NEAR], *part = f->any->part;
    size_t n = strlen(part) > TAIL ? strlen(part) - TAIL : 0;
    while (n && ((unsigned char)part[n] & 0xc0) == 0x80)
        n--;
    struct read_any tail = {.part = part + n};
    struct read_filter other = *f;
    int64_t found = 0;
    other.any = &tail;
    if (n && m->count(v, &other, &found, e))
        return -1;
    if (found) {
        struct str text = {0};
        str_printf(&text, tr("编号里有 %s 的有 "), part + n);
        say_count(&text, found, m->unit);
        put_attempt(m, out, "q", part + n, str_text(&text));
        str_release(&text);
    }
    n = typed_near(v->ref, part, names, NEAR, v->arena);
    for (size_t i = 0; i < n; i++)
        put_attempt(m, out, "q", names[i], names[i]);
    return 0;
}

static int put_miss(const struct miss *m, struct str *out, const struct read_filter *f, struct err *e)
{
    struct attempt v[ATTEMPTS];
    size_t n = attempts_of(f, v), before;
    str_puts(out, "<p>");
    html_total(out, 0, 0, false, m->unit);
    str_printf(out, "%s%s</p>\n", tr("："),
               n ? tr("没有符合条件的。相近的有：") : tr("还没有收到数据，收到后列在这里。"));
    str_puts(out, "<ul class=\"near\">");
    before = out->len;
    for (size_t i = 0; i < n; i++)
        if (put_without(m, out, &v[i], e))
            return -1;
    if (f->any && put_near(m, out, f, e))
        return -1;
    if (out->len == before)
        str_printf(out, "<li>%s</li>", tr("没有。"));
    str_puts(out, "</ul>\n");
    return 0;
}

int miss_cases(const struct list *l, struct str *out, const struct read_filter *f, struct err *e)
{
    return put_miss(&(struct miss){l, count_cases, TR("件"), NULL}, out, f, e);
}

int miss_alerts(const struct list *l, struct str *out, const struct read_filter *f, bool by_case,
                struct err *e)
{
    struct read_filter asked = *f;
    if (!by_case)
        return put_miss(&(struct miss){l, count_alerts, TR("条"), "all"}, out, f, e);
    asked.state = NULL; /* that they are open is what the list is, and nobody asked for it */
    return put_miss(&(struct miss){l, count_alert_cases, TR("件"), NULL}, out, &asked, e);
}
