/* The worker's loop: what has arrived becomes a batch and is stored; what is due is evaluated; the consumer
 * is told where to read on.
 *
 * Nothing is shared and nothing lasts in memory: the worker may die at any moment, and whoever gets its
 * partitions reads on from the positions in the database. The hooks run inside kafka_poll, between batches. A
 * partition taken away takes the batch with it: whoever comes next reads it again. */
#include "collector/worker.h"

#include "base/clock.h"
#include "base/log.h"
#include "collector/batch_store.h"
#include "collector/due.h"
#include "collector/life.h"
#include "collector/signals.h"
#include "config/refdata_load.h"
#include "store/migrate.h"
#include "store/reference.h"
#include "store/rows.h"

enum { QUIET_MS = 200, ALARMS_MS = 5000, CLOSE_SECONDS = 8 };

struct worker {
    const struct conf *conf;
    struct refdata ref;
    struct ledger ledger;
    struct kafka *kafka;
    struct positions positions;
    struct batch batch;
    struct backlog backlog;
    struct due due;
    struct life life;
    bool failed; /* `why` says what ends this worker */
    struct err why;
};

/* A part of the worker returned rc. */
static void judge(struct worker *w, int rc, const struct err *e)
{
    if (rc >= 0 || signals_stop || w->failed)
        return;
    w->failed = true;
    w->why = *e;
}

static void on_revoked(void *arg)
{
    struct worker *w = arg;
    batch_clear(&w->batch);
    positions_drop(&w->positions);
}

static void on_assigned(void *arg, const struct offset *parts, size_t n)
{
    struct worker *w = arg;
    struct err e;
    on_revoked(w);
    judge(w, positions_claim(&w->positions, parts, n, &e), &e);
    backlog_assigned(&w->backlog, w->positions.list.v, w->positions.list.n, now_guess(&w->ledger.now));
    log_info("%zu partitions assigned", w->positions.list.n);
    w->positions.moved = true;
    positions_tell_consumer(&w->positions);
}

static void on_cut(void *arg, const char *topic, int32_t part)
{
    struct worker *w = arg;
    struct err e;
    judge(w, positions_cut(&w->positions, topic, part, &e), &e);
}

static void on_end(void *arg, const char *topic, int32_t part, int64_t offset)
{
    struct worker *w = arg;
    struct offset *o = positions_of(&w->positions, topic, part);
    if (o && positions_end(o, offset))
        backlog_end(&w->backlog, (size_t)(o - w->positions.list.v), now_guess(&w->ledger.now));
}

static void on_live(void *arg, const char *topic, int32_t part)
{
    struct worker *w = arg;
    life_part(&w->life, &w->positions, topic, part);
}

static void on_cleanup(void *arg, const char *topic, const char *words)
{
    struct worker *w = arg;
    life_cleanup(&w->life, w->conf, topic, words);
}

static void accept_message(struct worker *w, const struct kafka_message *m)
{
    uint32_t place = positions_find(&w->positions, m->topic, m->part);
    if (place == POSITIONS_NONE || !positions_message(&w->positions.list.v[place], m->offset)) {
        kafka_done(m->handle);
        return;
    }
    instant now = now_guess(&w->ledger.now);
    const struct ledger_message *lm = batch_add(&w->batch, m, place, &w->ref, now);
    if (!lm->reject)
        backlog_read(&w->backlog, place, lm->as_of, now);
}

/* What has arrived, up to the batch's bounds; waits only for the first. */
static void gather(struct worker *w, int64_t wait_ms)
{
    struct kafka_message m;
    struct err e;
    size_t most = (size_t)w->conf->batch_events, fits = w->batch.most,
           bytes = (size_t)w->conf->batch_mib << 20;
    most = fits && fits < most ? fits : most;
    for (int got; w->batch.messages.n < most && w->batch.bytes < bytes; wait_ms = 0) {
        got = kafka_poll(w->kafka, (int)wait_ms, &m, &e);
        judge(w, got, &e);
        if (got <= 0)
            return;
        accept_message(w, &m);
    }
}

/* 0: stored events name nothing that this reference data lacks, and it is kept; -1: they do, or told to stop.
 */
static int take_reference(struct worker *w, const struct refdata *ref, struct err *e)
{
    for (int rc; (rc = codes_missing(&w->ledger.db, ref, e)) || reference_keep(&w->ledger.db, ref, e);)
        if (rc > 0 || ledger_recover(&w->ledger, &signals_stop, e))
            return -1;
    return 0;
}

static void reload(struct worker *w)
{
    struct refdata fresh = {0};
    struct str findings = {0};
    struct err e;
    signals_reload = 0;
    if (refdata_load(&fresh, w->conf->config, &findings, &e)) {
        log_error("the reference data has faults, the old stays in use: %s", e.text);
    } else if (take_reference(w, &fresh, &e)) {
        refdata_release(&fresh);
        if (!signals_stop)
            log_error("the reference data is refused, the old stays in use: %s", e.text);
    } else {
        refdata_release(&w->ref);
        w->ref = fresh;
        due_begin(&w->due);
        log_info("reference data %s in use", w->ref.version);
    }
    str_release(&findings);
}

/* What came, or how far it was read where nothing came. */
static void store(struct worker *w)
{
    struct err e;
    bool any = w->batch.messages.n;
    int rc = 0;
    for (size_t i = 0; i < w->positions.list.n; i++)
        w->positions.list.v[i].seen = backlog_seen(&w->backlog, i);
    if (any) {
        rc = batch_store(&w->batch, &w->ledger, &w->positions, &e);
        judge(w, rc, &e);
    }
    int noted = rc ? 0 : positions_note(&w->positions, &e);
    judge(w, noted, &e);
    if (!rc && (any || noted > 0))
        kafka_tell(w->kafka, w->positions.list.v, w->positions.list.n);
}

static void loop(struct worker *w)
{
    int64_t tick = 0, alarms = 0;
    bool more = true, busy = false;
    struct err e;
    while (!signals_stop && !w->failed) {
        int64_t t = clock_ms();
        if (signals_reload)
            reload(w);
        positions_tell_consumer(&w->positions);
        gather(w, more || tick < t ? 0 : tick - t);
        if (w->failed)
            return;
        busy |= w->batch.messages.n > 0;
        store(w);
        t = clock_ms();
        if (t > alarms) {
            judge(w, positions_refresh_alarms(&w->positions, &e), &e);
            alarms = t + ALARMS_MS;
        }
        judge(w, life_say(&w->life, &w->positions, &e), &e);
        if ((more || t >= tick) && !w->failed && !signals_stop) {
            judge(w, due_tick(&w->due, &w->ledger, &w->positions, &w->backlog, busy, &more, &e), &e);
            busy = false;
            tick = clock_ms() + QUIET_MS;
        }
    }
}

/* The login's own role migrates; the worker then takes the rights it needs and no more. */
static int open_database(struct worker *w, struct err *e)
{
    struct ledger *l = &w->ledger;
    instant now;
    db_init(&l->db, w->conf->database, "jiancha-collect", NULL);
    for (int rc = db_connect(&l->db, e); rc || migrate(&l->db, e); rc = 0)
        if (ledger_recover(l, &signals_stop, e))
            return -1;
    db_well(&l->db);
    l->db.role = "jiancha_collector";
    l->db.settings = ledger_settings;
    for (int rc = db_connect(&l->db, e); rc || rows_unbound(&l->db, e) || now_read(&l->now, &l->db, &now, e);
         rc = 0)
        if (ledger_recover(l, &signals_stop, e))
            return -1;
    db_well(&l->db);
    return take_reference(w, &w->ref, e);
}

static int open_all(struct worker *w, struct err *e)
{
    struct str findings = {0};
    int rc = refdata_load(&w->ref, w->conf->config, &findings, e);
    str_release(&findings);
    if (rc || open_database(w, e) || life_begin(&w->life, w->conf, &w->ledger, e))
        return -1;
    const struct kafka_hooks hooks = {w, on_assigned, on_revoked, on_cut, on_end, on_live, on_cleanup};
    w->positions.kafka = w->kafka = kafka_new(w->conf, &hooks, e);
    return w->kafka ? 0 : -1;
}

static void release(struct worker *w)
{
    signals_deadline(CLOSE_SECONDS);
    if (signals_stop && !w->failed)
        life_end(&w->life, &w->ledger);
    batch_release(&w->batch);
    if (w->kafka)
        kafka_close(w->kafka);
    ledger_release(&w->ledger);
    due_release(&w->due);
    positions_release(&w->positions);
    backlog_release(&w->backlog);
    refdata_release(&w->ref);
}

int worker_run(const struct conf *conf, struct err *e)
{
    struct worker w = {.conf = conf, .positions = {.conf = conf, .ledger = &w.ledger}};
    ledger_init(&w.ledger, &w.ref, (int)conf->slot);
    backlog_begin(&w.backlog);
    due_begin(&w.due);
    int rc = open_all(&w, e);
    if (!rc) {
        loop(&w);
        rc = w.failed ? -1 : 0;
        *e = w.why;
    }
    release(&w);
    return signals_stop ? 0 : rc;
}
