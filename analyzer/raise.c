#include "analyzer/raise.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct alert raise_draft(const struct facts *x, enum rule_index rule, instant raised)
{
    return (struct alert){
        .rule = (uint16_t)rule,
        .level = x->ref->rules.set[rule].level,
        .state = STATE_STANDING,
        .region = x->region,
        .dept = x->dept,
        .raised = raised,
        .cleared = INSTANT_NONE,
        .subject = "",
        .used = DAYS_NONE,
        .limit = DAYS_NONE,
        .due = DAY_NONE,
    };
}

void raise_alert(struct facts *x, const struct alert *al)
{
    enum rule_state state = rule_table[al->rule].state;
    if (state == RULE_CLEARS && x->exited && al->raised > x->end)
        return; /* after an exit no rule 101-117 is raised any more, except 116 */
    if (al->raised > x->as_of) {
        facts_change(x, al->raised);
        return;
    }
    assert(al->level > LEVEL_NONE && al->level < LEVELS && x->ref->rules.set[al->rule].on); /* E2 */
    struct alert *made = vec_add(&x->out->alerts);
    *made = *al;
    if (!rules_numbered(al->rule) || al->subject[0] != '#')
        made->of = NULL;
    made->place = (uint32_t)x->out->alerts.n;
    if (state != RULE_STANDS)
        made->state = al->cleared == INSTANT_NONE ? STATE_OPEN : STATE_CLEARED;
}

static int by_identity(const void *a, const void *b)
{
    const struct alert *p = a, *q = b;
    if (p->rule != q->rule)
        return p->rule < q->rule ? -1 : 1;
    int c = strcmp(p->subject, q->subject);
    if (c || p->raised != q->raised)
        return c ? c : p->raised < q->raised ? -1 : 1;
    return p->place < q->place ? -1 : 1;
}

/* The map holds the upheld appeals by their alerts as these are named; MAP_NONE: none of this alert's. */
static uint32_t upheld_of(const struct map *m, struct str *key, struct act_alert name)
{
    str_clear(key);
    act_alert_key(key, &name);
    return map_get(m, key->p, key->len);
}

/* An alert is known by its subject, or by the event that its `#k` means. */
static void revoke(struct facts *x, struct alert *al, const struct map *m, const struct upheld_list *upheld,
                   struct str *key)
{
    struct act_alert name = {.case_no = x->out->row.case_no, .subject = al->subject, .rule = al->rule};
    uint32_t at[2] = {upheld_of(m, key, name), MAP_NONE};
    if (al->of) {
        name.source = al->of->source;
        name.event_id = al->of->event_id;
        at[1] = upheld_of(m, key, name);
    }
    for (int i = 0; i < 2; i++)
        if (at[i] != MAP_NONE && upheld->v[at[i]].at <= x->as_of)
            al->state = STATE_REVOKED;
    for (int i = 0; i < 2 && al->state != STATE_REVOKED; i++)
        if (at[i] != MAP_NONE)
            facts_change(x, upheld->v[at[i]].at);
}

void raise_revoke(struct facts *x, const struct upheld_list *upheld)
{
    struct map m = {0};
    struct str key = {0};
    for (size_t i = 0; i < upheld->n; i++) {
        str_clear(&key);
        act_alert_key(&key, &upheld->v[i].alert);
        map_put(&m, arena_strndup(x->a, key.p, key.len), key.len, (uint32_t)i);
    }
    for (size_t i = 0; i < x->out->alerts.n; i++)
        revoke(x, &x->out->alerts.v[i], &m, upheld, &key);
    map_release(&m);
    str_release(&key);
}

void raise_order(struct evaluation *out)
{
    struct alert *v = out->alerts.v;
    size_t m = 0;
    if (out->alerts.n > 1)
        qsort(v, out->alerts.n, sizeof *v, by_identity);
    for (size_t i = 0; i < out->alerts.n; i++)
        if (!m || v[m - 1].rule != v[i].rule || strcmp(v[m - 1].subject, v[i].subject) != 0)
            v[m++] = v[i];
    out->alerts.n = m;
}
