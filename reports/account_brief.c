/* The first two sentences of a case: what is wrong, and what whoever looks does about it first. */
#include <string.h>

#include "analyzer/duties.h"
#include "reports/account_brief.h"
#include "reports/format.h"
#include "reports/names.h"

/* The gravest open alert, of those the first raised. */
static const struct alert *gravest(const struct dossier *d, size_t *open)
{
    const struct alert *found = NULL;
    *open = 0;
    for (size_t i = 0; i < d->n_alerts; i++) {
        const struct alert *al = &d->alerts[i].al;
        if (al->state != STATE_OPEN)
            continue;
        ++*open;
        if (!found || al->level > found->level || (al->level == found->level && al->raised < found->raised))
            found = al;
    }
    return found;
}

/* Red and yellow cards that are not open any more and count all the same; the gravest, of those the first. */
static const struct alert *counted(const struct dossier *d, size_t *n)
{
    const struct alert *found = NULL;
    *n = 0;
    for (size_t i = 0; i < d->n_alerts; i++) {
        const struct alert *al = &d->alerts[i].al;
        if (al->level < LEVEL_YELLOW || (al->state != STATE_CLEARED && al->state != STATE_STANDING))
            continue;
        ++*n;
        if (!found || al->level > found->level || (al->level == found->level && al->raised < found->raised))
            found = al;
    }
    return found;
}

static void put_counted(struct str *s, const struct dossier *d)
{
    size_t n;
    const struct alert *al = counted(d, &n);
    if (al)
        str_printf(s, tr_count_in(d->lang, (int64_t)n, "；已消除或成立的红黄牌 %zu 张（%s%s）"), n,
                   tr_in(d->lang, rule_table[al->rule].title), n > 1 ? tr_in(d->lang, "等") : "");
}

static bool ended(const struct case_row *r)
{
    return r->phase != PHASE_SUBMITTED && r->phase != PHASE_SUPPLEMENTING && r->phase != PHASE_ACCEPTED &&
           r->phase != PHASE_PAUSED;
}

/* 已超承诺时限 6 个工作日, 再过 2 个工作日超法定时限 */
static void put_limit(struct str *s, const struct dossier *d, const char *name, const struct limit *l)
{
    char buf[DAY_TEXT];
    if (l->due == DAY_NONE && l->due_at == INSTANT_NONE)
        return;
    instant over = l->due_at != INSTANT_NONE ? l->due_at : day_start(l->due + 1);
    int32_t left = duties_days_left(&d->ref->cal, d->as_of, over);
    str_puts(s, s->len ? tr_in(d->lang, "；") : "");
    if (over <= d->as_of)
        str_printf(s, tr_count_in(d->lang, -left, "已超%s时限 %d 个工作日"), name, -left);
    else if (left == 0)
        str_printf(s, tr_in(d->lang, "今天是%s时限的最后一天"), name);
    else
        str_printf(s, tr_count_in(d->lang, left, "距%s时限还有 %d 个工作日"), name, left);
    str_printf(s, tr_in(d->lang, "（到期 %s%s）"), day_text(duties_last_day(over), buf),
               l->projected     ? tr_in(d->lang, "，暂停中，预计")
               : l->provisional ? tr_in(d->lang, "，日历不全，暂定")
                                : "");
}

static const char *wrong(const struct dossier *d, uint8_t *level)
{
    const struct case_row *r = &d->f.ev.row;
    struct str s = {0}, limits = {0};
    size_t open;
    const struct alert *al = gravest(d, &open);
    *level = al ? al->level : LEVEL_NONE;
    if (al) {
        const struct rule *rule = &rule_table[al->rule];
        const char *subject = names_subject_said(d->lang, rule->no, al->subject, d->arena);
        str_puts(&s, tr_in(d->lang, rule->title));
        if (*subject)
            str_printf(&s, tr_in(d->lang, "（%s）"), subject);
        if (open > 1)
            str_printf(&s, tr_count_in(d->lang, (int64_t)open - 1, "，另有 %zu 条未消除"), open - 1);
    } else
        str_puts(&s, tr_in(d->lang, "没有未消除的预警"));
    if (!ended(r)) {
        put_limit(&limits, d, tr_in(d->lang, "承诺"), &r->promise);
        put_limit(&limits, d, tr_in(d->lang, "法定"), &r->statutory);
    }
    str_printf(&s, "%s%s", limits.len ? tr_in(d->lang, "；") : "", str_text(&limits));
    put_counted(&s, d);
    str_puts(&s, tr_in(d->lang, "。"));
    str_release(&limits);
    return str_keep(&s, d->arena);
}

/* 最迟 2026-11-18 17:30, 已过 6 个工作日 */
static void put_until(struct str *s, const struct dossier *d, instant due)
{
    char buf[INSTANT_TEXT];
    day last = duties_last_day(due);
    int32_t left = duties_days_left(&d->ref->cal, d->as_of, due);
    if (due == day_start(last + 1))
        str_printf(s, tr_in(d->lang, "最迟 %s"), day_text(last, buf));
    else
        str_printf(s, tr_in(d->lang, "最迟 %.16s"), format_when(due, buf));
    if (due <= d->as_of)
        str_printf(s, tr_count_in(d->lang, -left, "，已过 %d 个工作日"), -left);
    else if (left == 0)
        str_puts(s, tr_in(d->lang, "，就在今天"));
    else
        str_printf(s, tr_count_in(d->lang, left, "，还有 %d 个工作日"), left);
}

/* 兰陵县 公安局, and a department that is called after its region by its name alone */
static void put_unit(struct str *s, const struct dossier *d, const struct duty *duty)
{
    const char *region = d->ref->regions[duty->region].name, *dept = d->ref->depts[duty->dept].name;
    if (strncmp(dept, region, strlen(region)) != 0)
        str_printf(s, "%s ", region);
    str_puts(s, dept);
}

static const char *todo(const struct dossier *d, const struct viewer *who)
{
    const struct evaluation *ev = &d->f.ev;
    struct str s = {0}, by = {0};
    int32_t region = who->role == ROLE_REGION ? refdata_region(d->ref, who->own) : -1,
            dept = who->role == ROLE_DEPARTMENT ? refdata_dept(d->ref, who->own) : -1;
    bool unit = who->role == ROLE_REGION || who->role == ROLE_DEPARTMENT;
    const struct duty *own = unit ? eval_next_duty(ev, region, dept) : NULL,
                      *duty = own ? own : eval_next_duty(ev, -1, -1);
    if (!duty) {
        str_puts(&s, ended(&ev->row) ? tr_in(d->lang, "已经办完，没有要办的事。")
                     : ev->row.phase == PHASE_PAUSED
                         ? tr_in(d->lang, "暂停中，到期日随暂停顺延；暂停结束后继续办理。")
                         : tr_in(d->lang, "现在没有定了期限的事。"));
        return str_keep(&s, d->arena);
    }
    if (dept >= 0 && own)
        str_puts(&by, tr_in(d->lang, "本部门"));
    else
        put_unit(&by, d, duty);
    str_printf(&s, tr_in(d->lang, "下一步：%s%s"), str_text(&by), tr_in(d->lang, duty_zh[duty->kind]));
    str_release(&by);
    if (*duty->subject)
        str_printf(&s, tr_in(d->lang, "“%s”"), duty->subject);
    str_puts(&s, tr_in(d->lang, "，"));
    put_until(&s, d, duty->due);
    str_puts(&s, unit && !own ? tr_in(d->lang, "；本单位现在没有要办的事。") : tr_in(d->lang, "。"));
    return str_keep(&s, d->arena);
}

void account_brief(const struct dossier *d, const struct viewer *who, struct account_brief *out)
{
    out->wrong = wrong(d, &out->level);
    out->todo = todo(d, who);
}
