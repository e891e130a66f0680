#include "analyzer/raise.h"

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
    struct alert *made = vec_add(&x->out->alerts);
    *made = *al;
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
