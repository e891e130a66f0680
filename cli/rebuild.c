#include "cli/rebuild.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "codec/decode.h"
#include "config/conf.h"
#include "config/refdata_load.h"
#include "store/migrate.h"
#include "store/now.h"
#include "store/rebuild.h"
#include "ledger/refold.h"

static const char usage[] = "usage: jiancha rebuild [--check] [option…]\n"
                            "Recomputes cases, alerts and counters from the event log, says what differs "
                            "from the tables and puts it right, in one "
                            "transaction; workers wait\n"
                            "meanwhile. Exit 0: nothing differed, 1: something did.\n";

enum { CHUNK = 2000 };

struct rebuild {
    struct db db;
    struct refdata ref;
    instant now;
    struct refold refold;
    struct arena arena; /* events of the case at hand */
    VEC(struct event) events;
    VEC(const struct event *) order;
    VEC(bool) duplicate;
    int64_t n_events, n_cases, n_twice;
};

/* Everything to `now`, by the same way as the workers go. */
static int bring_up(struct rebuild *r, struct err *e)
{
    struct case_set set = {0};
    do {
        cases_release(&set);
        if (cases_lock_due(&r->db, r->now, CHUNK, &set, e))
            return -1;
        refold_begin(&r->refold, &r->ref, r->now, r->now);
        for (size_t i = 0; i < set.n; i++) {
            struct stored_case old = cases_get(&set, i);
            if (refold_case(&r->refold, &old, NULL, 0, NULL, e)) {
                cases_release(&set);
                return -1;
            }
        }
        if (set.n && refold_write(&r->refold, &r->db, 0, e)) {
            cases_release(&set);
            return -1;
        }
    } while (set.n);
    cases_release(&set);
    return 0;
}

static int flush(struct rebuild *r, struct err *e)
{
    int rc = refold_write(&r->refold, &r->db, 0, e);
    refold_begin(&r->refold, &r->ref, r->now, r->now);
    return rc > 0 ? err_set(e, "a case came twice from the log") : rc;
}

static int end_case(struct rebuild *r, struct err *e)
{
    if (!r->events.n)
        return 0;
    r->order.n = r->duplicate.n = 0;
    for (size_t i = 0; i < r->events.n; i++) {
        vec_push(&r->order, &r->events.v[i]);
        vec_push(&r->duplicate, false);
    }
    if (refold_case(&r->refold, NULL, r->order.v, r->events.n, r->duplicate.v, e))
        return -1;
    for (size_t i = 0; i < r->events.n; i++)
        r->n_twice += r->duplicate.v[i];
    r->n_cases++;
    r->events.n = 0;
    arena_reset(&r->arena);
    return r->refold.n_cases >= CHUNK ? flush(r, e) : 0;
}

static int add_event(struct rebuild *r, const struct rebuild_page *page, int i, struct err *e)
{
    struct reject rj;
    struct event ev;
    size_t n;
    const char *no = rebuild_case(page, i), *body = rebuild_body(page, i, &n);
    if (r->events.n && strcmp(r->events.v[0].case_no, no) != 0 && end_case(r, e))
        return -1;
    if (decode_stored(body, n, &r->ref, &r->arena, &ev, &rj))
        return err_set(e, "case %s: a stored event is not accepted with this reference data: %s: %s", no,
                       rj.code, rj.reason);
    vec_push(&r->events, ev);
    r->n_events++;
    return 0;
}

static int recompute(struct rebuild *r, struct err *e)
{
    struct rebuild_page page = {0};
    int rc = rebuild_side(&r->db, e);
    refold_begin(&r->refold, &r->ref, r->now, r->now);
    while (!rc && !(rc = rebuild_next(&r->db, &page, e)) && page.n)
        for (int i = 0; !rc && i < page.n; i++)
            rc = add_event(r, &page, i, e);
    rebuild_release(&page);
    return rc || end_case(r, e) ? -1 : flush(r, e);
}

/* 0: all the same, 1: not. */
static int compare(struct rebuild *r, bool check, struct err *e)
{
    struct str text = {0};
    int64_t n;
    int rc = rebuild_compare(&r->db, &text, &n, e);
    if (!rc) {
        printf("%s", str_text(&text));
        if (r->n_twice)
            printf("%lld events that stand twice in the log\n", (long long)r->n_twice);
        printf("events %lld cases %lld differences %lld%s\n", (long long)r->n_events, (long long)r->n_cases,
               (long long)n, n && !check ? ", put right" : "");
    }
    str_release(&text);
    if (!rc && n && !check)
        rc = rebuild_repair(&r->db, r->now, e);
    if (!rc)
        rc = db_run(&r->db, check ? "rollback" : "commit", e);
    return rc ? -1 : n + r->n_twice > 0;
}

static int rebuild(const struct conf *conf, bool check, struct rebuild *r, struct err *e)
{
    struct str findings = {0};
    struct now now = {.last = INSTANT_NONE};
    int rc = refdata_load(&r->ref, conf->config, &findings, e);
    str_release(&findings);
    if (rc)
        return -1;
    db_init(&r->db, conf->database, "jiancha-rebuild", NULL);
    if (db_connect(&r->db, e) || migrate(&r->db, e) || now_read(&now, &r->db, &r->now, e) ||
        rebuild_begin(&r->db, r->ref.version, r->now, e) || bring_up(r, e) || recompute(r, e))
        return -1;
    return compare(r, check, e);
}

int rebuild_main(int argc, char **argv)
{
    static struct conf conf;
    static struct rebuild r;
    bool check = false;
    const struct conf_extra extra[] = {{"check", "only compare, change nothing", NULL, &check}, {0}};
    struct err e;
    int n_args, rc = conf_read(&conf, argc, argv, &n_args, extra, usage, &e);
    if (rc > 0)
        return 0;
    log_name("rebuild");
    if (!rc && n_args)
        rc = err_usage(&e, "rebuild takes no arguments, only options");
    if (!rc)
        rc = rebuild(&conf, check, &r, &e);
    db_close(&r.db);
    refold_release(&r.refold);
    refdata_release(&r.ref);
    arena_release(&r.arena);
    vec_release(&r.events);
    vec_release(&r.order);
    vec_release(&r.duplicate);
    if (rc >= 0)
        return rc;
    log_error("%s", e.text);
    return (int)e.kind;
}
