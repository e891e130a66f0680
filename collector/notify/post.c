/* A message tells all that lies between the rule's place and the end of the outbox: one notice when it is
 * quiet, and after a receiver was away a day what waited there, as a digest if it is much. Only when the
 * receiver has taken it the place moves, so nothing is lost; who dies between the two tells it again, under
 * the same ids. */
#include "collector/notify/post.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"

enum { PAGE = 500, PAGES = 10, SAVE_MS = 10000 };

void post_begin(struct post *p, const struct notify_conf *c, const struct refdata *ref, size_t rule,
                struct outlet *outlet)
{
    *p = (struct post){.conf = c, .ref = ref, .rule = rule, .outlet = outlet};
    snprintf(p->reader, sizeof p->reader, OUTBOX_RULE "%s", c->rules.v[rule].called);
}

void post_reset(struct post *p)
{
    forms_release(&p->message);
    p->message = (struct forms_message){0};
    request_release(&p->request);
    arena_reset(&p->arena);
    p->state = POST_IDLE;
}

void post_release(struct post *p)
{
    post_reset(p);
    arena_release(&p->arena);
}

static const struct notify_rule *rule_of(const struct post *p) { return &p->conf->rules.v[p->rule]; }

static bool behind(struct outbox_place a, struct outbox_place b)
{
    return a.xid != b.xid ? a.xid > b.xid : a.n > b.n;
}

bool post_due(const struct post *p, instant now)
{
    return when_open(rule_of(p), p->conf, &p->ref->cal, p->at, now);
}

/* A notice that is told singly outlives its page. */
static void take(struct post *p, const struct outbox_row *row, struct arena *page)
{
    struct notice n;
    if (!notice_read(row->body, page, &n) || !notice_for(p->conf, p->rule, &n))
        return;
    if (p->message.total < p->conf->many)
        notice_read(row->body, &p->arena, &n);
    forms_add(&p->message, &n);
}

/* 1: the end is reached. */
static int read_page(struct post *p, struct db *db, struct err *e)
{
    struct arena page = {0};
    struct outbox_rows rows;
    if (outbox_read(db, p->upto, PAGE, &page, &rows, e)) {
        arena_release(&page);
        return -1;
    }
    for (size_t i = 0; i < rows.n; i++)
        take(p, &rows.v[i], &page);
    if (rows.n)
        p->upto = rows.v[rows.n - 1].place;
    arena_release(&page);
    return rows.n < PAGE;
}

static int look_up(struct post *p, struct db *db, struct err *e)
{
    for (size_t i = 0; i < p->message.list.n; i++) {
        struct notice *n = &p->message.list.v[i];
        struct outbox_fact fact;
        if (forms_is_digest(&p->message) || !n->case_no || !n->rule)
            continue;
        if (outbox_facts(db, n->case_no, n->rule, n->subject, &p->arena, &fact, e))
            return -1;
        n->item = fact.item;
        n->used = fact.used;
        n->limit = fact.limit;
        n->due = fact.due;
    }
    return 0;
}

/* Everything is read: a message, if there is anything to tell. */
static int finish(struct post *p, struct db *db, instant now, struct err *e)
{
    p->message.now = now;
    p->notices = p->message.total;
    if (!p->notices) {
        p->moved = true;
        p->place = p->upto;
        p->at = now;
        post_reset(p);
        return 0;
    }
    if (look_up(p, db, e))
        return -1;
    forms_close(&p->message);
    struct request fresh = {0};
    request_make(&fresh, &p->message);
    post_reset(p);
    p->request = fresh;
    p->state = POST_READY;
    return 0;
}

int post_read(struct post *p, struct db *db, const struct outbox_tip *tip, struct err *e)
{
    if (p->state == POST_READY || (p->state == POST_IDLE && !post_due(p, tip->now)))
        return 0;
    if (p->state == POST_IDLE && !behind(tip->last, p->place) && rule_of(p)->is != NOTIFY_DIGEST)
        return 0;
    if (p->state == POST_IDLE) {
        p->upto = p->place;
        forms_begin(&p->message, p->conf, p->outlet->to, rule_of(p)->called, p->ref, &p->arena);
        p->state = POST_READING;
    }
    int end = 0;
    for (int i = 0; i < PAGES && !end; i++)
        end = read_page(p, db, e);
    if (end < 0 || (end && finish(p, db, tip->now, e))) {
        post_reset(p);
        return -1;
    }
    return 0;
}

int post_taken(struct post *p, struct db *db, instant now, const char *refused, struct err *e)
{
    if (outbox_rule_passed(db, p->reader, p->upto, now, p->notices, *refused ? refused : NULL, e))
        return -1;
    p->place = p->upto;
    p->at = now;
    p->moved = false;
    p->saved = clock_ms();
    post_reset(p);
    return 0;
}

int post_save(struct post *p, struct db *db, bool now, struct err *e)
{
    if (!p->moved || (!now && clock_ms() < p->saved + SAVE_MS))
        return 0;
    if (outbox_rule_passed(db, p->reader, p->place, p->at, 0, NULL, e))
        return -1;
    p->moved = false;
    p->saved = clock_ms();
    return 0;
}
