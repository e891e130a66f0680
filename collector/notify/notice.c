#include "collector/notify/notice.h"

#include <inttypes.h>
#include <string.h>

#include "analyzer/notice_kinds.h"

static bool is_alert(const struct notice *n) { return n->level != LEVEL_NONE; }

static bool listed(const char *list, const char *code)
{
    const char *word;
    size_t n;
    while (code && notify_word(&list, &word, &n))
        if (strlen(code) == n && !memcmp(word, code, n))
            return true;
    return false;
}

static bool kind_fits(const char *patterns, const char *kind)
{
    const char *word;
    size_t n;
    while (notify_word(&patterns, &word, &n))
        if (notice_kinds_fit(word, n, kind))
            return true;
    return false;
}

bool notice_fits(const struct notify_rule *r, const struct notice *n)
{
    if (!kind_fits(r->kinds, n->kind))
        return false;
    if (*r->levels && is_alert(n) && !listed(r->levels, level_word[n->level]))
        return false;
    return (!*r->regions && !*r->depts) || listed(r->regions, n->region) || listed(r->depts, n->dept);
}

bool notice_for(const struct notify_conf *c, size_t rule, const struct notice *n)
{
    for (size_t i = 0; i < rule; i++)
        if (c->rules.v[i].receiver == c->rules.v[rule].receiver && notice_fits(&c->rules.v[i], n))
            return false;
    return notice_fits(&c->rules.v[rule], n);
}

bool notice_ends(const struct notice *n)
{
    static const char *const ends[] = {"alert.cleared", "alert.withdrawn", "alert.revoked",
                                       "order.closed",  "order.cancelled", "source.back"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (!strcmp(ends[i], n->kind))
            return true;
    return false;
}

void notice_title(struct str *out, const struct notice *n)
{
    if (!is_alert(n)) {
        str_puts(out, notice_kinds_zh(n->kind));
        return;
    }
    str_puts(out, level_zh[n->level]);
    if (strcmp(n->kind, "alert.raised") != 0)
        str_printf(out, "（%s）", notice_kinds_zh(n->kind));
}

static const char *region_name(const struct refdata *ref, const char *code)
{
    int32_t i = refdata_region(ref, code);
    return i < 0 ? code : ref->regions[i].name;
}

static const char *dept_name(const struct refdata *ref, const char *code)
{
    int32_t i = refdata_dept(ref, code);
    return i < 0 ? code : ref->depts[i].name;
}

void notice_unit(struct str *out, const struct notice *n, const struct refdata *ref)
{
    const char *region = n->region ? region_name(ref, n->region) : "",
               *dept = n->dept ? dept_name(ref, n->dept) : "";
    bool both = *region && strncmp(dept, region, strlen(region)) != 0;
    if (both || !*dept)
        str_puts(out, region);
    str_puts(out, both && *dept ? " " : "");
    str_puts(out, dept);
    if (n->source)
        str_printf(out, "%s数据来源 %s", *dept || *region ? " " : "", n->source);
}

void notice_item(struct str *out, const struct notice *n, const struct refdata *ref)
{
    int32_t i = n->item ? refdata_item(ref, n->item) : -1;
    str_puts(out, i < 0 ? n->item ? n->item : "" : ref->items[i].name);
}

void notice_rule(struct str *out, const struct notice *n)
{
    int i = n->rule > 0 ? rules_find(n->rule) : -1;
    if (n->rule > 0)
        str_printf(out, "%d %s", n->rule, i < 0 ? "" : rule_table[i].title);
}

static void days(struct str *out, size_t from, const char *what, int32_t n)
{
    if (n != DAYS_NONE)
        str_printf(out, "%s%s%" PRId32 "天", out->len > from ? "，" : "", what, n);
}

static void due_day(struct str *out, size_t from, const char *what, day d)
{
    char buf[DAY_TEXT];
    if (d != DAY_NONE)
        str_printf(out, "%s%s%s", out->len > from ? "，" : "", what, day_text(d, buf));
}

void notice_days(struct str *out, const struct notice *n)
{
    size_t from = out->len;
    days(out, from, "已用", n->used);
    days(out, from, "时限", n->limit);
    due_day(out, from, "到期日", n->due);
    due_day(out, from, "反馈期限", n->reply_due);
}

void notice_about(struct str *out, const struct notice *n)
{
    if (n->case_no)
        str_printf(out, "办件 %s", n->case_no);
    else if (n->order)
        str_printf(out, "督办单 %s", n->order);
    else if (n->period)
        str_puts(out, n->period);
}

void notice_link(struct str *out, const struct notice *n, const char *pages)
{
    if (!*pages)
        return;
    str_puts(out, pages);
    if (n->case_no) {
        str_puts(out, "/cases/");
        str_url(out, n->case_no);
    } else if (!strncmp(n->kind, "bulletin.", 9) && n->period) {
        str_puts(out, "/bulletins/");
        str_url(out, n->period);
    } else
        str_puts(out, "/");
}

/* Puts what `write` has to say behind a separator, or nothing. */
static void part(struct str *out, const char *separator, const struct str *s)
{
    if (s->len)
        str_printf(out, "%s%s", separator, s->p);
}

void notice_line(struct str *out, const struct notice *n, const struct refdata *ref)
{
    struct str s = {0};
    str_puts(out, "【");
    notice_title(out, n);
    str_puts(out, "】");
    notice_unit(&s, n, ref);
    part(out, "", &s);
    str_clear(&s);
    notice_about(&s, n);
    part(out, " ", &s);
    str_clear(&s);
    notice_item(&s, n, ref);
    part(out, " ", &s);
    str_clear(&s);
    notice_rule(&s, n);
    part(out, "：", &s);
    str_clear(&s);
    notice_days(&s, n);
    part(out, "，", &s);
    str_release(&s);
}
