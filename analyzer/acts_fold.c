#include "analyzer/acts_fold.h"

#include <string.h>

/* An upheld appeal, and the place of the one upheld before it about the same case; MAP_NONE. */
struct upheld_link {
    uint32_t appeal, before;
};

void acts_fold_init(struct acts_fold *f, const struct refdata *ref, instant as_of)
{
    *f = (struct acts_fold){.ref = ref, .as_of = as_of, .log = {0, INSTANT_NONE}};
}

void acts_fold_release(struct acts_fold *f)
{
    vec_release(&f->orders);
    vec_release(&f->appeals);
    vec_release(&f->interviews);
    vec_release(&f->upheld);
    acts_names_release(&f->names);
    map_release(&f->by_order);
    map_release(&f->by_appeal);
    map_release(&f->by_interview);
    map_release(&f->by_case);
    arena_release(&f->arena);
    str_release(&f->key);
}

/* The keys of the three maps, in f->key. */
static void key_of_appeal(struct acts_fold *f, const struct act_alert *al)
{
    str_clear(&f->key);
    act_alert_key(&f->key, al);
}

static void key_of_interview(struct acts_fold *f, month m, enum league league, int32_t unit)
{
    int32_t key[] = {m, (int32_t)league, unit};
    str_clear(&f->key);
    str_put(&f->key, key, sizeof key);
}

static uint32_t get(const struct map *m, const struct str *key) { return map_get(m, key->p, key->len); }

static void put(struct acts_fold *f, struct map *m, size_t place)
{
    map_put(m, arena_strndup(&f->arena, f->key.p, f->key.len), f->key.len, (uint32_t)place);
}

/* What an act is about, as it stands: copies, which are put back when the act is done. */
struct stand {
    struct order order;
    struct appeal appeal;
    struct interview interview;
    uint32_t at; /* its place; MAP_NONE: it is new */
};

static void find_order(struct acts_fold *f, struct stand *s, const char *order)
{
    s->at = map_get(&f->by_order, order, strlen(order));
    s->order = s->at == MAP_NONE ? (struct order){.state = IS_none} : f->orders.v[s->at];
}

static void find_appeal(struct acts_fold *f, struct stand *s, const struct act_alert *al)
{
    key_of_appeal(f, al);
    s->at = get(&f->by_appeal, &f->key);
    s->appeal = s->at == MAP_NONE ? (struct appeal){.state = IS_none} : f->appeals.v[s->at];
}

static void find_interview(struct acts_fold *f, struct stand *s, const struct act *a)
{
    key_of_interview(f, a->month, (enum league)a->league, a->unit);
    s->at = get(&f->by_interview, &f->key);
    s->interview = s->at == MAP_NONE ? interview_proposed(a->month, (enum league)a->league, a->unit)
                                     : f->interviews.v[s->at];
}

static void put_order(struct acts_fold *f, const struct act *a, const struct stand *s)
{
    if (a->type == ACT_issue) {
        struct order *o = vec_add(&f->orders);
        uint32_t place = (uint32_t)(f->orders.n - 1);
        *o = s->order;
        o->order = arena_strdup(&f->arena, a->order);
        map_put(&f->by_order, o->order, strlen(o->order), place);
        acts_names_add(&f->names, &a->alerts, a->region, a->dept, place);
        return;
    }
    f->orders.v[s->at] = s->order;
    if (order_ended(&s->order))
        acts_names_end(&f->names, s->at);
}

static struct act_alert kept(struct acts_fold *f, const struct act_alert *al)
{
    return (struct act_alert){.case_no = arena_strdup(&f->arena, al->case_no),
                              .subject = arena_strdup(&f->arena, al->subject),
                              .source = al->source ? arena_strdup(&f->arena, al->source) : NULL,
                              .event_id = al->event_id ? arena_strdup(&f->arena, al->event_id) : NULL,
                              .rule = al->rule};
}

static void link_upheld(struct acts_fold *f, uint32_t appeal)
{
    const char *case_no = f->appeals.v[appeal].alert.case_no;
    uint32_t at = (uint32_t)f->upheld.n, first = map_put(&f->by_case, case_no, strlen(case_no), at);
    vec_push(&f->upheld, ((struct upheld_link){appeal, MAP_NONE}));
    if (first == at)
        return;
    f->upheld.v[at].before = f->upheld.v[first].before; /* behind the first, which the map holds */
    f->upheld.v[first].before = at;
}

static void put_appeal(struct acts_fold *f, const struct act *a, struct stand *s)
{
    if (a->type == ACT_appeal) {
        s->appeal.alert = kept(f, &a->alert);
        put(f, &f->by_appeal, f->appeals.n);
        vec_push(&f->appeals, s->appeal);
        return;
    }
    f->appeals.v[s->at] = s->appeal;
    if (a->type == ACT_uphold)
        link_upheld(f, s->at);
}

static void put_interview(struct acts_fold *f, const struct act *a, struct stand *s)
{
    if (a->text && s->interview.said == a->text)
        s->interview.said = arena_strdup(&f->arena, a->text);
    if (s->at == MAP_NONE) {
        put(f, &f->by_interview, f->interviews.n);
        vec_push(&f->interviews, s->interview);
    } else
        f->interviews.v[s->at] = s->interview;
}

static void put_back(struct acts_fold *f, const struct act *a, struct stand *s)
{
    switch ((enum act_about)act_table[a->type].about) {
    case ABOUT_ORDER: put_order(f, a, s); break;
    case ABOUT_APPEAL: put_appeal(f, a, s); break;
    case ABOUT_INTERVIEW: put_interview(f, a, s); break;
    case ABOUT_NOTHING: break;
    }
    if (a->type == ACT_drop)
        acts_names_add(&f->names, &a->alerts, a->region, a->dept, NAMED_BY_DROP);
}

static enum act_verdict step(struct acts_fold *f, const struct act *a)
{
    struct stand s;
    struct act_things things = {&s.order, &s.appeal, &s.interview};
    if (act_needs_order(a))
        find_order(f, &s, a->order);
    if (act_needs_appeal(a))
        find_appeal(f, &s, &a->alert);
    if (act_needs_interview(a))
        find_interview(f, &s, a);
    enum act_verdict v = act_step_judge(a, &things, f->ref);
    if (v != VERDICT_done)
        return v;
    act_step_apply(a, &things, f->ref);
    put_back(f, a, &s);
    return VERDICT_done;
}

enum act_verdict acts_fold_add(struct acts_fold *f, const struct act *a)
{
    bool later = a->at > f->as_of;
    enum act_verdict v = later ? VERDICT_later : act_step_after(a, &f->log);
    if (a->seq > f->log.seq)
        f->log.seq = a->seq; /* also of an act that is refused, or not yet there */
    if (v == VERDICT_done)
        v = step(f, a);
    if (v == VERDICT_done)
        f->log.at = a->at;
    return v;
}

const struct interview *acts_fold_interview(struct acts_fold *f, month m, enum league league, int32_t unit)
{
    key_of_interview(f, m, league, unit);
    uint32_t at = get(&f->by_interview, &f->key);
    return at == MAP_NONE ? NULL : &f->interviews.v[at];
}

struct upheld_list acts_fold_upheld(struct acts_fold *f, const char *case_no, struct arena *a)
{
    uint32_t first = map_get(&f->by_case, case_no, strlen(case_no));
    size_t n = 0;
    for (uint32_t i = first; i != MAP_NONE; i = f->upheld.v[i].before)
        n++;
    struct upheld *v = arena_alloc(a, (n + 1) * sizeof *v);
    n = 0;
    for (uint32_t i = first; i != MAP_NONE; i = f->upheld.v[i].before) {
        const struct appeal *p = &f->appeals.v[f->upheld.v[i].appeal];
        v[n++] = (struct upheld){p->alert, p->ended_at};
    }
    return (struct upheld_list){v, n};
}
