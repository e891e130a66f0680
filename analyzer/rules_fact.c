/* The rules of the family FACT: how a case was handled (contract section 5). One function a rule; none of
 * them waits for time. */
#include <string.h>

#include "analyzer/raise.h"
#include "base/map.h"

static void raise_at(struct facts *x, enum rule_index rule, const struct event *ev, const char *subject)
{
    struct alert al = raise_draft(x, rule, ev->occurred);
    al.subject = subject;
    al.of = ev;
    raise_alert(x, &al);
}

static void raise_leveled(struct facts *x, enum rule_index rule, const struct event *ev, const char *subject,
                          bool severe)
{
    struct alert al = raise_draft(x, rule, ev->occurred);
    al.subject = subject;
    al.of = ev;
    al.level = severe ? al.level : raise_other(x, rule);
    raise_alert(x, &al);
}

/* Stands a before b in the order? */
static bool comes_before(const struct facts *x, enum event_type a, enum event_type b)
{
    return x->first[a] && x->first_at[a] < x->first_at[b];
}

/* 一次性告知: a second or later notice; yellow if it names no item or one that no earlier notice named. */
static void r201(struct facts *x)
{
    struct map named = {0}; /* by which notice first */
    uint32_t k = 0;
    if (x->n_supplements < 2)
        return;
    for (size_t i = 0; i < x->n; i++) {
        const struct event *ev = x->ev[i];
        if (ev->type != EV_supplement_requested)
            continue;
        bool severe = ev->data.items.n == 0;
        k++;
        for (uint32_t j = 0; j < ev->data.items.n; j++)
            severe |= map_put(&named, ev->data.items.v[j], strlen(ev->data.items.v[j]), k) == k;
        if (k >= 2)
            raise_leveled(x, R201, ev, facts_number(x, k), severe);
    }
    map_release(&named);
}

static void r202(struct facts *x)
{
    const struct event *accepted = x->first[EV_accepted];
    for (size_t i = 0, k = 0; accepted && i < x->n; i++) {
        const struct event *ev = x->ev[i];
        if (ev->type == EV_supplement_requested && (k++, ev->occurred > accepted->occurred))
            raise_at(x, R202, ev, facts_number(x, k));
    }
}

static void r203(struct facts *x)
{
    bool announced = comes_before(x, EV_accepted, EV_decided) && x->first[EV_accepted]->data.missing.n;
    if (x->granted && announced && !comes_before(x, EV_missing_supplied, EV_decided))
        raise_at(x, R203, x->first[EV_decided], "");
}

static void r204(struct facts *x)
{
    if (x->completed && !comes_before(x, EV_accepted, EV_decided) && x->kind != KIND_INSTANT && !x->deemed)
        raise_at(x, R204, x->first[EV_decided], "");
}

/* A declared step of the item, of which there are few, since the city declares them: when it first started
 * and whether it was finished, both before the decision in the order. */
struct course {
    instant started; /* INSTANT_NONE: not */
    bool finished;
};

static struct course course_of(const struct facts *x, const char *step)
{
    struct course c = {INSTANT_NONE, false};
    for (size_t i = 0; i < x->first_at[EV_decided]; i++) {
        const struct event *ev = x->ev[i];
        if ((ev->type != EV_step_started && ev->type != EV_step_finished) || strcmp(ev->data.step, step) != 0)
            continue;
        if (ev->type == EV_step_finished)
            c.finished = true;
        else if (c.started == INSTANT_NONE)
            c.started = ev->occurred;
    }
    return c;
}

static void r205(struct facts *x)
{
    if (!x->completed || !x->item || !x->item->n_steps)
        return;
    const struct step_def *def = x->item->steps;
    uint32_t n = x->item->n_steps;
    struct course *c = arena_alloc(x->a, n * sizeof *c);
    for (uint32_t i = 0; i < n; i++)
        c[i] = course_of(x, def[i].name);
    for (uint32_t i = 0; i < n; i++) {
        bool early = false;
        for (uint32_t j = 0; j < n; j++)
            early = early || (def[j].order < def[i].order && c[i].started != INSTANT_NONE &&
                              c[j].started != INSTANT_NONE && c[i].started < c[j].started);
        if (early || (def[i].mandatory && !c[i].finished))
            raise_at(x, R205, x->first[EV_decided], def[i].name);
    }
}

static void r206(struct facts *x)
{
    for (size_t i = 0, k = 0; x->first[EV_extended] && i < x->n; i++)
        if (x->ev[i]->type == EV_extended && (k++, x->ev[i] != x->extension))
            raise_leveled(x, R206, x->ev[i], facts_number(x, k), x->permit);
}

static void r207(struct facts *x)
{
    for (size_t i = 0; i < x->n_pauses; i++)
        if (!x->pauses[i].statutory)
            raise_at(x, R207, x->pauses[i].ev, facts_number(x, i + 1));
}

static void r208(struct facts *x)
{
    bool open = false;
    for (size_t i = 0; x->completed && x->n_pauses && i < x->first_at[EV_decided]; i++)
        open = x->ev[i]->type == EV_paused || (open && x->ev[i]->type != EV_resumed);
    if (open)
        raise_at(x, R208, x->first[EV_decided], "");
}

static void r301(struct facts *x)
{
    if (!x->item)
        raise_at(x, R301, x->ev[0], "");
}

static bool may_handle(const struct item *it, const struct event *ev)
{
    bool region = it->n_regions == 0;
    for (uint32_t i = 0; i < it->n_regions; i++)
        region = region || it->regions[i] == ev->region;
    return region && (it->dept < 0 || it->dept == ev->dept);
}

static void r302(struct facts *x)
{
    static const enum event_type types[] = {EV_accepted, EV_decided};
    for (int i = 0; i < 2 && x->item; i++) {
        const struct event *ev = x->first[types[i]];
        if (ev && !may_handle(x->item, ev))
            raise_at(x, R302, ev, event_type_name[types[i]]);
    }
}

static bool promised_and_completed(const struct facts *x) { return x->completed && x->kind == KIND_PROMISED; }

static void r303(struct facts *x)
{
    const struct event *accepted = x->first[EV_accepted], *decided = x->first[EV_decided];
    if (promised_and_completed(x) && accepted && accepted->officer && decided->officer &&
        !strcmp(accepted->officer, decided->officer))
        raise_at(x, R303, decided, "");
}

static void r401(struct facts *x)
{
    const struct event *accepted = x->first[EV_accepted];
    if (x->kind == KIND_PROMISED && accepted && !facts_given(accepted->data.doc_no))
        raise_at(x, R401, accepted, "");
}

static void r402(struct facts *x)
{
    const struct event *ev = x->first[EV_not_accepted];
    if (ev && !(facts_given(ev->data.doc_no) && facts_given(ev->data.reason) && facts_given(ev->data.basis)))
        raise_at(x, R402, ev, "");
}

static void r403(struct facts *x)
{
    const struct event *ev = x->first[EV_decided];
    if (x->denied &&
        !(facts_given(ev->data.doc_no) && facts_given(ev->data.reason) && ev->data.remedy_notice == 1))
        raise_at(x, R403, ev, "");
}

static void r404(struct facts *x)
{
    for (size_t i = 0, k = 0; x->n_supplements && i < x->n; i++) {
        const struct event *ev = x->ev[i];
        if (ev->type != EV_supplement_requested)
            continue;
        k++;
        if (!facts_given(ev->data.doc_no) || !ev->data.items.n || ev->data.due == DAY_NONE)
            raise_at(x, R404, ev, facts_number(x, k));
    }
}

static void r405(struct facts *x)
{
    for (size_t i = 0; i < x->n_pauses; i++) {
        const struct event *ev = x->pauses[i].ev;
        if (!facts_given(ev->data.doc_no) || ev->data.days == DAYS_NONE)
            raise_leveled(x, R405, ev, facts_number(x, i + 1), x->pauses[i].statutory);
    }
}

static void r406(struct facts *x)
{
    if (x->granted && x->kind == KIND_PROMISED && !facts_given(x->first[EV_decided]->data.doc_no))
        raise_at(x, R406, x->first[EV_decided], "");
}

static void r501(struct facts *x)
{
    for (size_t i = 0, k = 0; x->item && x->item->fee == FEE_NONE && x->first[EV_fee_charged] && i < x->n;
         i++)
        if (x->ev[i]->type == EV_fee_charged)
            raise_at(x, R501, x->ev[i], facts_number(x, ++k));
}

static void r901(struct facts *x)
{
    static const enum event_type types[] = {EV_accepted, EV_decided};
    for (int i = 0; i < 2; i++) {
        const struct event *ev = x->first[types[i]];
        if (!ev || ev->recorded == INSTANT_NONE ||
            ev->recorded - ev->occurred <= x->ref->rules.set[R901].days * HOUR)
            continue;
        struct alert al = raise_draft(x, R901, ev->recorded);
        al.subject = event_type_name[types[i]];
        raise_alert(x, &al);
    }
}

static void r902(struct facts *x)
{
    const struct event *accepted = x->first[EV_accepted], *decided = x->first[EV_decided];
    if (promised_and_completed(x) && accepted && accepted->occurred == decided->occurred)
        raise_at(x, R902, decided, "");
}

static void r903(struct facts *x)
{
    for (size_t i = 0; i < x->n_voids; i++)
        if (x->voids[i].ev)
            raise_at(x, R903, x->voids[i].ev, x->voids[i].target->event_id);
}

void rules_fact(struct facts *x)
{
#define CLOCK(no)
#define FACT(no)                     \
    if (x->ref->rules.set[R##no].on) \
        r##no(x);
#define RULE(no, family, ...) family(no)
#include "analyzer/rules.def"
}
