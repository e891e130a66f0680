/* Random histories of one case, by seed: adversarial but well-formed. For the property tests. */
#ifndef TESTS_HISTORY_H
#define TESTS_HISTORY_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "analyzer/eval.h"
#include "config/refdata_load.h"

/* The shipped configuration; 0, or -1 with a line on stderr. Tests run at the top of the tree. */
static inline int history_load(struct refdata *ref)
{
    struct err e;
    struct str findings = {0};
    int rc = refdata_load(ref, "config", &findings, &e);
    if (rc)
        fprintf(stderr, "%s\n", e.text);
    str_release(&findings);
    return rc;
}

static inline uint64_t history_next(uint64_t *s)
{
    uint64_t z = (*s += 0x9e3779b97f4a7c15u);
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static inline int history_below(uint64_t *s, int n) { return (int)(history_next(s) % (uint64_t)n); }
static inline int history_one_in(uint64_t *s, int n) { return history_below(s, n) == 0; }

/* An instant within the weeks after `from`; often at the start or end of a day, or equal to an earlier
 * event's. */
static inline instant history_instant(uint64_t *s, day from, const struct event *ev, size_t n)
{
    if (n && history_one_in(s, 6))
        return ev[history_below(s, (int)n)].occurred;
    day d = from + history_below(s, 45);
    switch (history_below(s, 5)) {
    case 0: return day_start(d);
    case 1: return day_start(d) - SECOND;
    case 2: return day_start(d) - 1;
    default: return day_start(d) + history_below(s, 86400) * SECOND + history_below(s, 2) * 500000;
    }
}

static inline struct texts history_texts(uint64_t *s, struct arena *a)
{
    static const char *const name[] = {"身份证", "申请表", "场地证明", "照片"};
    struct texts t = {arena_alloc(a, 4 * sizeof *t.v), (uint32_t)history_below(s, 4), true};
    for (uint32_t i = 0; i < t.n; i++)
        t.v[i] = name[history_below(s, 4)];
    return t;
}

static inline void history_data(uint64_t *s, struct event *ev, const struct refdata *ref,
                                const struct event *before, size_t n, struct arena *a)
{
    static const char *const reason[] = {"hearing", "expert_review", "等待材料", NULL}, *const step[] = {
                                                                                            "受理审核",
                                                                                            "现场踏勘",
                                                                                            "审查", "决定"};
    struct event_data *d = &ev->data;
    day today = instant_day(ev->occurred);
    int odd = history_below(s, 3);
    d->doc_no = odd ? "文书1号" : NULL;
    switch ((enum event_type)ev->type) {
    case EV_submitted:
        d->joint = (int8_t)(history_below(s, 3) - 1);
        d->doc_no = NULL;
        break;
    case EV_prechecked:
        d->passed = (int8_t)history_below(s, 2);
        d->doc_no = NULL;
        break;
    case EV_supplement_requested:
        if (history_below(s, 3))
            d->items = history_texts(s, a);
        d->due = history_below(s, 2) ? today + 5 : DAY_NONE;
        break;
    case EV_accepted:
        d->kind = (uint8_t)history_below(s, 3);
        d->promised_days = history_below(s, 2) ? history_below(s, 9) : DAYS_NONE;
        d->statutory_days = history_below(s, 2) ? history_below(s, 15) : DAYS_NONE;
        d->unit = (uint8_t)history_below(s, 3);
        if (history_one_in(s, 6))
            d->promise_due = ev->occurred + history_below(s, 20) * DAY_LENGTH;
        if (history_one_in(s, 4)) {
            d->missing = history_texts(s, a);
            d->missing_due = today + history_below(s, 10);
        }
        break;
    case EV_not_accepted:
        d->reason = odd ? "材料不符" : NULL;
        d->basis = odd == 2 ? "法" : NULL;
        break;
    case EV_step_started:
        d->limit_days = history_below(s, 2) ? history_below(s, 5) : DAYS_NONE;
        d->region = history_one_in(s, 4) ? history_below(s, ref->n_regions) : -1;
        /* fall through */
    case EV_step_finished:
        d->doc_no = NULL;
        d->step = step[history_below(s, 4)];
        d->dept = history_one_in(s, 3) ? history_below(s, 3) : -1;
        break;
    case EV_paused:
        d->reason = reason[history_below(s, 4)];
        d->days = history_below(s, 2) ? history_below(s, 8) : DAYS_NONE;
        break;
    case EV_extended:
        d->days = history_below(s, 18) - 2;
        d->approver = history_below(s, 4) ? "局长" : NULL;
        break;
    case EV_decided:
        d->outcome = (uint8_t)(1 + history_below(s, 2));
        d->reason = odd ? "理由" : NULL;
        d->remedy_notice = (int8_t)(history_below(s, 3) - 1);
        break;
    case EV_rated:
        d->doc_no = NULL;
        d->score = (uint8_t)(1 + history_below(s, 5));
        d->origin = (uint8_t)history_below(s, 4);
        break;
    case EV_rating_rectified:
        d->result = (uint8_t)history_below(s, 3);
        /* fall through */
    case EV_voided:
        d->doc_no = NULL;
        d->event_id = n && (ev->type == EV_voided || history_below(s, 2))
                          ? before[history_below(s, (int)n)].event_id
                      : ev->type == EV_voided ? "e99"
                                              : NULL;
        break;
    default: d->doc_no = NULL;
    }
}

enum { HISTORY_MOST = 24 };

/* 1 to HISTORY_MOST events from `from` on, no duplicates. */
static inline size_t history_make(uint64_t seed, const struct refdata *ref, day from, struct arena *a,
                                  struct event ev[HISTORY_MOST])
{
    static const uint8_t likely[] = {EV_submitted,
                                     EV_accepted,
                                     EV_decided,
                                     EV_delivered,
                                     EV_paused,
                                     EV_resumed,
                                     EV_supplement_requested,
                                     EV_supplement_received};
    uint64_t s = seed;
    size_t n = 1 + (size_t)history_below(&s, HISTORY_MOST);
    int32_t item = history_below(&s, ref->n_items);
    for (size_t i = 0; i < n; i++) {
        struct event *e = &ev[i];
        event_clear(e);
        char id[24];
        snprintf(id, sizeof id, "e%zu", i);
        e->event_id = arena_strdup(a, id);
        e->source = history_one_in(&s, 8) ? "other" : "zwfw";
        e->case_no = "案-1";
        e->type = history_below(&s, 2) ? likely[history_below(&s, 8)]
                                       : (uint8_t)history_below(&s, EV_voided + 1);
        e->channel = (uint8_t)history_below(&s, 13);
        e->region = history_below(&s, 3);
        e->dept = history_below(&s, 3);
        e->item_index = history_one_in(&s, 10) ? -1 : item;
        e->item = e->item_index < 0 ? "unknown" : ref->items[item].code;
        e->officer = history_below(&s, 3) ? "o1" : NULL;
        e->occurred = history_instant(&s, from, ev, i);
        e->recorded = e->occurred + (history_one_in(&s, 4) ? history_below(&s, 60) * HOUR : 30 * SECOND);
        history_data(&s, e, ref, ev, i, a);
    }
    return n;
}

#endif
