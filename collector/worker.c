#include "collector/worker.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "collector/signals.h"
#include "config/refdata_load.h"
#include "store/migrate.h"

enum { QUIET_MS = 200, ALARMS_MS = 5000, CLOSE_SECONDS = 8 };

int worker_recover(struct worker *w, const struct err *e)
{
    if (w->db.fail != DB_RETRY) {
        w->why = *e;
        w->failed = true;
        return -1;
    }
    w->ingest.ready[0] = w->ingest.ready[1] = 0; /* it may be a restored database that answers now */
    return db_wait(&w->db, &signals_stop, e);
}

/* 0: `out` says how the table stands; it is tried until it does. */
static int look(struct worker *w, struct offset *out, size_t n)
{
    for (struct err e; offsets_look(&w->db, out, n, &e);)
        if (worker_recover(w, &e))
            return -1;
    return 0;
}

static void take_over(struct worker *w, struct offset *o, const struct offset *seen)
{
    bool lost = seen->epoch != o->epoch || seen->next < 0;
    if (lost && !o->lost)
        log_warn("%s [%d] belongs to another worker now", o->topic, o->part);
    w->reassign |= lost != o->lost || seen->alarm != o->alarm || seen->next != o->read;
    o->lost |= lost;
    o->alarm = seen->alarm;
    o->next = o->read = seen->next;
}

void worker_let_go(struct worker *w)
{
    struct offset *seen = mem_alloc((w->parts.n + 1) * sizeof *seen);
    if (w->parts.n)
        memcpy(seen, w->parts.v, w->parts.n * sizeof *seen);
    if (!look(w, seen, w->parts.n))
        for (size_t i = 0; i < w->parts.n; i++)
            take_over(w, &w->parts.v[i], &seen[i]);
    free(seen);
}

static void index_parts(struct worker *w)
{
    w->place[0].n = w->place[1].n = 0;
    for (size_t i = 0; i < w->parts.n; i++) {
        const struct offset *o = &w->parts.v[i];
        int t = strcmp(o->topic, w->conf->topic_events) != 0;
        while (w->place[t].n <= (size_t)o->part)
            vec_push(&w->place[t], BATCH_END);
        w->place[t].v[o->part] = (uint32_t)i;
    }
}

/* How much waits, for the pages and for the evaluation by time. Not worth waiting for: the next batch tells
 * it again. */
static void look_ahead(struct worker *w)
{
    int64_t low;
    struct err e;
    for (size_t i = 0; i < w->parts.n; i++)
        w->parts.v[i].high = -1;
    for (size_t i = 0; i < w->parts.n; i++)
        if (kafka_watermarks(w->kafka, w->parts.v[i].topic, w->parts.v[i].part, &low, &w->parts.v[i].high,
                             &e))
            return;
}

/* A partition without a row is new: it begins at the first message that its log still has. */
static int first_positions(struct worker *w)
{
    for (size_t i = 0; i < w->parts.n; i++) {
        struct offset *o = &w->parts.v[i];
        int64_t low, high;
        struct err e;
        while (o->next < 0) {
            if (!kafka_watermarks(w->kafka, o->topic, o->part, &low, &high, &e))
                o->next = low;
            else if (signals_stop)
                return -1;
            else
                log_warn("%s; trying again", e.text);
        }
        if (o->alarm)
            log_error("%s [%d] stands still: its log was cut (kafka_offset.alarm)", o->topic, o->part);
    }
    return 0;
}

static int claim(struct worker *w)
{
    char owner[600];
    struct err e;
    snprintf(owner, sizeof owner, "%s-%d", w->conf->group, (int)w->conf->slot);
    if (look(w, w->parts.v, w->parts.n) || first_positions(w))
        return -1;
    look_ahead(w);
    while (offsets_claim(&w->db, w->parts.v, w->parts.n, owner, &e))
        if (worker_recover(w, &e))
            return -1;
    return 0;
}

static void on_revoked(void *arg)
{
    struct worker *w = arg;
    batch_clear(&w->batch); /* not stored: whoever comes next reads it again */
    w->parts.n = 0;
    index_parts(w);
}

static void on_assigned(void *arg, const struct offset *parts, size_t n)
{
    struct worker *w = arg;
    on_revoked(w);
    w->began = 0;
    for (size_t i = 0; i < n; i++)
        vec_push(&w->parts, parts[i]);
    if (claim(w))
        w->parts.n = 0;
    index_parts(w);
    log_info("%zu partitions assigned", w->parts.n);
    kafka_assign(w->kafka, w->parts.v, w->parts.n);
    w->reassign = false;
}

/* The position is not in the log. Within its bounds: an error in passing, read on. Outside: messages are
 * missing, and nobody but an operator may skip them. */
static void on_cut(void *arg, const char *topic, int32_t part)
{
    struct worker *w = arg;
    int t = strcmp(topic, w->conf->topic_events) != 0;
    if ((size_t)part >= w->place[t].n || w->place[t].v[part] == BATCH_END)
        return;
    struct offset *o = &w->parts.v[w->place[t].v[part]];
    int64_t low, high;
    char text[200];
    struct err e;
    w->reassign = true;
    if (kafka_watermarks(w->kafka, topic, part, &low, &high, &e) || (o->read >= low && o->read <= high) ||
        o->alarm)
        return;
    snprintf(text, sizeof text, "the next message is %lld, the log has %lld to %lld", (long long)o->read,
             (long long)low, (long long)high);
    log_error("%s [%d] was cut: %s. Messages are lost. It stands still until kafka_offset.next is set and "
              ".alarm is null again",
              o->topic, o->part, text);
    o->alarm = true;
    while (offsets_alarm(&w->db, o, text, &e))
        if (worker_recover(w, &e))
            return;
}

/* Did an operator decide? */
static void look_at_alarms(struct worker *w)
{
    bool any = false;
    for (size_t i = 0; i < w->parts.n; i++)
        any |= w->parts.v[i].alarm;
    if (any)
        worker_let_go(w);
}

bool worker_begins(const struct worker *w)
{
    enum { PATIENCE_MS = 60000 };
    return w->began && clock_ms() - w->began < PATIENCE_MS;
}

instant worker_as_of(struct worker *w, size_t part, instant now)
{
    enum { SILENCE_MS = 10000 };
    const struct offset *o = &w->parts.v[part];
    instant seen = o->seen;
    bool behind = seen != INSTANT_NONE && seen < now - HOUR && clock_ms() - w->heard < SILENCE_MS &&
                  !o->lost && !o->alarm && kafka_high(w->kafka, o) > o->read;
    return behind ? seen : now;
}

static void take(struct worker *w, const struct kafka_message *m)
{
    uint32_t p = (size_t)m->part < w->place[m->topic].n ? w->place[m->topic].v[m->part] : BATCH_END;
    struct offset *o = p == BATCH_END ? NULL : &w->parts.v[p];
    if (!o || o->lost || o->alarm || m->offset < o->read) {
        kafka_done(m->handle);
        return;
    }
    const struct batch_item *it = batch_add(&w->batch, m, p, &w->ref, now_guess(&w->now));
    if (!it->reject && it->ev.recorded > o->seen)
        o->seen = it->ev.recorded;
    w->heard = clock_ms();
    o->read = m->offset + 1;
}

/* What has arrived, up to the batch's bounds; waits only for the first. */
static void gather(struct worker *w, int64_t wait_ms)
{
    struct kafka_message m;
    size_t most = (size_t)w->conf->batch_events, bytes = (size_t)w->conf->batch_mib << 20;
    for (int got; w->batch.items.n < most && w->batch.bytes < bytes; wait_ms = 0) {
        if ((got = kafka_poll(w->kafka, (int)wait_ms, &m, &w->why)) < 0)
            w->failed = true;
        if (got <= 0)
            return;
        take(w, &m);
    }
}

static void reload(struct worker *w)
{
    struct refdata fresh = {0};
    struct str findings = {0};
    struct err e;
    signals_reload = 0;
    if (refdata_load(&fresh, w->conf->config, &findings, &e)) {
        log_error("the reference data has faults, the old stays in use: %s", e.text);
    } else {
        refdata_release(&w->ref);
        w->ref = fresh;
        w->swept = false;
        str_clear(&w->swept_to);
        log_info("reference data %s in use", w->ref.version);
    }
    str_release(&findings);
}

static void loop(struct worker *w)
{
    int64_t tick = 0, alarms = 0;
    bool more = true;
    while (!signals_stop && !w->failed) {
        int64_t t = clock_ms();
        if (signals_reload)
            reload(w);
        gather(w, more || tick < t ? 0 : tick - t);
        if (w->failed)
            return;
        w->busy |= w->batch.items.n > 0;
        if (w->batch.items.n && !worker_store(w))
            kafka_tell(w->kafka, w->parts.v, w->parts.n);
        t = clock_ms();
        if (t > alarms) {
            look_at_alarms(w);
            alarms = t + ALARMS_MS;
        }
        if (w->reassign)
            kafka_assign(w->kafka, w->parts.v, w->parts.n);
        w->reassign = false;
        if ((more || t >= tick) && !w->failed && !signals_stop) {
            worker_tick(w, &more);
            w->busy = false;
            tick = clock_ms() + QUIET_MS;
        }
    }
}

/* The login's own role migrates; the worker then takes the rights it needs and no more. */
static int open_database(struct worker *w)
{
    struct err e;
    db_init(&w->db, w->conf->database, "jiancha-collect", NULL);
    for (int rc = db_connect(&w->db, &e); rc || migrate(&w->db, &e); rc = 0)
        if (worker_recover(w, &e))
            return -1;
    db_well(&w->db);
    w->db.role = "jiancha_collector";
    instant now;
    for (int rc = db_connect(&w->db, &e); rc || now_read(&w->now, &w->db, &now, &e); rc = 0)
        if (worker_recover(w, &e))
            return -1;
    db_well(&w->db);
    return 0;
}

static void release(struct worker *w)
{
    signals_deadline(CLOSE_SECONDS);
    batch_release(&w->batch);
    if (w->kafka)
        kafka_close(w->kafka);
    db_close(&w->db);
    refold_release(&w->refold);
    ingest_release(&w->ingest);
    refdata_release(&w->ref);
    vec_release(&w->parts);
    vec_release(&w->place[0]);
    vec_release(&w->place[1]);
    str_release(&w->swept_to);
    free(w);
}

int worker_run(const struct conf *conf, struct err *e)
{
    struct worker *w = mem_alloc(sizeof *w);
    struct str findings = {0};
    w->conf = conf;
    w->now.last = INSTANT_NONE;
    w->began = clock_ms();
    w->refold.sums.live = -1;
    int rc = refdata_load(&w->ref, conf->config, &findings, e);
    str_release(&findings);
    if (rc) {
        free(w);
        return -1;
    }
    const struct kafka_hooks hooks = {w, on_assigned, on_revoked, on_cut};
    if (!open_database(w) && !(w->kafka = kafka_new(conf, &hooks, &w->why)))
        w->failed = true;
    if (w->kafka)
        loop(w);
    rc = w->failed ? -1 : 0;
    if (rc)
        *e = w->why;
    release(w);
    return rc;
}
