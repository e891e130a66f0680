#include <string.h>

#include "collector/simulator/sim_parts.h"
#include "collector/simulator/sim_time.h"

#define TEXTS(...)                                                                                  \
    {                                                                                               \
        (const char *[]){__VA_ARGS__}, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *), true \
    }

/* What applicants forget; a notice names one of these lists. */
static const struct texts material[] = {
    TEXTS("申请表签字盖章页"), TEXTS("法定代表人身份证明", "授权委托书"),
    TEXTS("场地使用证明"),     TEXTS("从业人员资格证明", "培训记录"),
    TEXTS("平面布置图"),       TEXTS("近三个月检测报告"),
    TEXTS("承诺书"),           TEXTS("户口簿首页", "婚姻状况证明"),
    TEXTS("银行账户信息"),
};

static struct texts some_material(struct sim_life *l)
{
    return material[sim_random_range(&l->r, 0, sizeof material / sizeof *material - 1)];
}

/* Moves on by working days. */
static void wait(struct sim_life *l, int64_t from, int64_t to)
{
    l->t = sim_time_after(&l->ref->cal, &l->r, l->t, sim_random_range(&l->r, from, to));
}

static bool end_with(struct sim_life *l, enum event_type type, const char *reason)
{
    struct sim_event *e = sim_life_add(l, type);
    e->ev.data.reason = reason;
    if (type == EV_withdrawn)
        e->ev.data.by = sim_random_chance(&l->r, 960) ? 1 : 2;
    if (type == EV_not_accepted) {
        e->ev.data.doc_no = sim_life_paper(l, "不受");
        e->ev.data.basis = sim_life_paper(l, l->item->basis);
    }
    return false;
}

/* One round of asking for material and getting it; false: it never came. */
static bool supplement(struct sim_life *l)
{
    struct sim_event *e = sim_life_add(l, EV_supplement_requested);
    int64_t n = sim_random_range(&l->r, 5, 15);
    e->ev.officer = l->k->clerk[0];
    e->ev.data.doc_no = sim_life_paper(l, "补");
    if (!sim_random_chance(&l->r, l->habits->papers))
        e->ev.data.items = some_material(l);
    if (!sim_random_chance(&l->r, l->habits->papers))
        e->ev.data.due = calendar_add(&l->ref->cal, instant_day(l->t), n);
    if (sim_random_chance(&l->r, 70)) {
        wait(l, n + 1, n + 15);
        return end_with(l, EV_terminated, "逾期未补正");
    }
    wait(l, 1, n > 8 ? 8 : n);
    sim_life_add(l, EV_supplement_received)->ev.channel = l->channel == CHANNEL_WINDOW &&
                                                                  sim_random_chance(&l->r, 500)
                                                              ? CHANNEL_WEB
                                                              : l->channel;
    return true;
}

/* The look at what came in over the net; the originals are brought where they must be seen. */
static void precheck(struct sim_life *l)
{
    if (sim_random_chance(&l->r, 40)) {
        sim_life_add(l, EV_prechecked)->ev.data.passed = 0;
        return;
    }
    sim_life_add(l, EV_prechecked)->ev.data.passed = 1;
    if (!sim_random_chance(&l->r, 160))
        return;
    wait(l, 1, 4);
    struct sim_event *e = sim_life_add(l, EV_visited);
    e->ev.channel = CHANNEL_WINDOW;
    e->ev.data.purpose = "核验原件";
}

static void accept(struct sim_life *l)
{
    struct sim_event *e = sim_life_add(l, EV_accepted);
    struct event_data *d = &e->ev.data;
    e->ev.officer = l->k->clerk[0];
    d->kind = KIND_PROMISED;
    d->doc_no = sim_life_paper(l, "受");
    if (sim_random_chance(&l->r, 850)) {
        d->promised_days = l->item->promised_days;
        d->statutory_days = l->item->statutory_days;
        d->unit = l->item->unit;
    }
    if (sim_random_chance(&l->r, 40)) { /* 容缺受理 */
        d->missing = some_material(l);
        d->missing_due = calendar_add(&l->ref->cal, instant_day(l->t), l->item->promised_days > 5 ? 5 : 2);
    }
}

bool sim_answer(struct sim_life *l)
{
    bool slow = sim_random_chance(&l->r, l->habits->answer_late);
    instant asked = l->t;
    wait(l, slow ? 6 : 0, slow ? 10 : sim_random_range(&l->r, 0, 2));
    if (sim_random_chance(&l->r, 9)) {
        l->t = sim_time_soon(&l->r, asked, 60);
        return end_with(l, EV_withdrawn, "申请人撤回申请");
    }
    if (sim_random_chance(&l->r, 14))
        return end_with(l, EV_not_accepted, "不属于本机关职权范围");
    if ((l->channel == CHANNEL_WEB || l->channel == CHANNEL_MOBILE) && sim_random_chance(&l->r, 450)) {
        precheck(l);
        wait(l, 0, 1);
    }
    if (sim_random_chance(&l->r, l->habits->supplement)) {
        if (!supplement(l))
            return false;
        wait(l, 0, 3);
        if (sim_random_chance(&l->r, l->habits->supplement / 2)) {
            if (!supplement(l))
                return false;
            wait(l, 0, 2);
        }
    }
    accept(l);
    return true;
}
