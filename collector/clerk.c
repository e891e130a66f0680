/* The clerk's loop: its sign of life, colours of orders and overdue interviews to the second, what a backlog
 * left to be told, the outbox to its topic, the bulletin of a month that is due, and what has been told long
 * ago away. Each step is a transaction of its own that may be repeated, so the clerk may die at any moment.
 * Beside it runs the courier, who tells the receivers of notify.conf. */
#include "collector/clerk.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/log.h"
#include "collector/freezer.h"
#include "collector/notify/courier.h"
#include "collector/signals.h"
#include "collector/teller.h"
#include "config/refdata_load.h"
#include "ledger/act.h"
#include "ledger/silence.h"
#include "store/codes.h"
#include "store/migrate.h"
#include "store/reference.h"
#include "store/rows.h"
#include "store/signs.h"

enum { TICK_MS = 200, SAY_MS = 15000, SLOW_MS = 60000, LISTEN_MS = 15000, CHUNK = 500, CLOSE_SECONDS = 8 };

struct clerk {
    const struct conf *conf;
    struct refdata ref;
    struct ledger ledger;
    struct teller teller;
    struct desk *desk; /* NULL: no socket is wanted */
    char owner[600]; /* its row in `worker` */
    int64_t again; /* when to say that it lives, milliseconds of the steady clock */
    struct courier *courier;
    struct freezer freezer;
    struct silence_watch silence;
    bool failed; /* `why` says what ends it */
    struct err why;
};

/* A failed call of the store: waits for the database, or ends the clerk. */
static void recover(struct clerk *c, const struct err *e)
{
    if (!ledger_recover(&c->ledger, &signals_stop, e) || signals_stop)
        return;
    c->failed = true;
    c->why = *e;
}

/* Four times a minute, so that `/readyz` and the metrics know of it without asking it. */
static void say(struct clerk *c)
{
    struct err e;
    if (clock_ms() < c->again)
        return;
    c->again = clock_ms() + SAY_MS;
    if (signs_clerk(&c->ledger.db, c->owner, c->ledger.now.jumped, &e))
        recover(c, &e);
}

/* Again and again while there is more. */
static void repeat(struct clerk *c, enum ledger_end (*step)(struct ledger *, int, size_t *, struct err *))
{
    struct err e;
    size_t n = CHUNK;
    while (n == CHUNK && !c->failed && !signals_stop) {
        say(c);
        enum ledger_end end = step(&c->ledger, CHUNK, &n, &e);
        if (end == LEDGER_AGAIN)
            n = CHUNK;
        else if (end != LEDGER_DONE)
            recover(c, &e);
    }
}

static void tell(struct clerk *c)
{
    struct err e;
    int more = 1;
    while (more > 0 && !c->failed && !signals_stop) {
        say(c);
        if ((more = teller_tick(&c->teller, &c->ledger.db, &e)) < 0)
            recover(c, &e);
    }
}

/* Once a minute: who has sent no self-report, the counter rows of our slot added up, old notices taken away.
 */
static void tidy(struct clerk *c)
{
    struct err e;
    instant until = now_guess(&c->ledger.now) - c->conf->outbox_days * DAY_LENGTH;
    if (ledger_reports(&c->ledger, &e) != LEDGER_DONE || ledger_tidy(&c->ledger, false, &e) ||
        outbox_drop(&c->ledger.db, until, &e) < 0)
        recover(c, &e);
}

/* Four times a minute: is anybody silent for longer than usual? */
static void listen(struct clerk *c)
{
    struct err e;
    enum ledger_end end = ledger_silence(&c->ledger, &c->silence, &e);
    if (end != LEDGER_DONE && end != LEDGER_AGAIN)
        recover(c, &e);
}

/* 0: stored things name nothing that this reference data lacks, and it is kept; -1: they do, or told to stop.
 */
static int take_reference(struct clerk *c, const struct refdata *ref, struct err *e)
{
    struct db *db = &c->ledger.db;
    for (int rc; (rc = codes_missing(db, ref, e)) || reference_keep(db, ref, e);)
        if (rc > 0 || ledger_recover(&c->ledger, &signals_stop, e))
            return -1;
    return 0;
}

static void reload(struct clerk *c)
{
    struct refdata fresh = {0};
    struct str findings = {0};
    struct err e;
    signals_reload = 0;
    courier_reload(c->courier);
    if (refdata_load(&fresh, c->conf->config, &findings, &e))
        log_error("the reference data has faults, the old stays in use: %s", e.text);
    else if (take_reference(c, &fresh, &e)) {
        refdata_release(&fresh);
        log_error("the reference data is refused, the old stays in use: %s", e.text);
    } else {
        desk_hold(c->desk);
        refdata_release(&c->ref);
        c->ref = fresh;
        desk_go(c->desk);
        freezer_reload(&c->freezer, c->conf->config);
        log_info("reference data %s in use", c->ref.version);
    }
    str_release(&findings);
}

/* Noted: its start, and in the end that it was told to stop. */
static int begin(struct clerk *c, struct err *e)
{
    static const char *const no_topic[2] = {NULL, NULL};
    int32_t falls;
    snprintf(c->owner, sizeof c->owner, "%s-clerk", c->conf->group);
    while (signs_begin(&c->ledger.db, c->owner, no_topic, &falls, e))
        if (ledger_recover(&c->ledger, &signals_stop, e))
            return -1;
    if (falls)
        log_warn("started again soon after it ended without being told to, %d in a row", (int)falls);
    return 0;
}

static void end(struct clerk *c)
{
    struct err e;
    if (signals_stop && c->ledger.db.conn && *c->owner && signs_end(&c->ledger.db, c->owner, &e))
        log_warn("%s", e.text);
}

/* The month that is due, if one is. */
static void freeze(struct clerk *c)
{
    struct err e;
    if (!c->failed && !signals_stop && freezer_tick(&c->freezer, &c->ledger, &e))
        recover(c, &e);
}

static void loop(struct clerk *c)
{
    int64_t slow = 0, listened = 0;
    while (!signals_stop && !c->failed) {
        if (signals_reload)
            reload(c);
        repeat(c, ledger_orders);
        repeat(c, ledger_untold);
        tell(c);
        freeze(c);
        if (clock_ms() >= slow) {
            tidy(c);
            slow = clock_ms() + SLOW_MS;
        }
        if (clock_ms() >= listened) {
            listen(c);
            listened = clock_ms() + LISTEN_MS;
        }
        signals_sleep(TICK_MS);
    }
}

/* The login's own role migrates; then only the clerk's rights are kept. */
static int open_all(struct clerk *c, struct err *e)
{
    struct str findings = {0};
    int rc = refdata_load(&c->ref, c->conf->config, &findings, e);
    str_release(&findings);
    if (rc)
        return -1;
    db_init(&c->ledger.db, c->conf->database, "jiancha-clerk", NULL);
    while (db_connect(&c->ledger.db, e) || migrate(&c->ledger.db, e))
        if (ledger_recover(&c->ledger, &signals_stop, e))
            return -1;
    c->ledger.db.role = "jiancha_clerk";
    c->ledger.db.settings = ledger_settings;
    while (db_connect(&c->ledger.db, e) || rows_unbound(&c->ledger.db, e))
        if (ledger_recover(&c->ledger, &signals_stop, e))
            return -1;
    db_well(&c->ledger.db);
    return take_reference(c, &c->ref, e) ? -1 : begin(c, e);
}

int clerk_run(const struct conf *conf, ledger_document *make, const struct desk_hands *hands, struct err *e)
{
    struct clerk c = {.conf = conf, .teller = {.conf = conf}};
    ledger_init(&c.ledger, &c.ref, LEDGER_CLERK);
    int rc = freezer_init(&c.freezer, conf->config, make, e) || open_all(&c, e) ? -1 : 0;
    if (!rc && !(c.courier = courier_start(conf, e)))
        rc = -1;
    if (!rc) {
        c.desk = desk_open(conf, &c.ref, hands);
        loop(&c);
        rc = c.failed ? -1 : 0;
        *e = c.why;
    }
    signals_deadline(CLOSE_SECONDS);
    desk_close(c.desk);
    courier_stop(c.courier);
    silence_release(&c.silence);
    end(&c);
    teller_release(&c.teller);
    freezer_release(&c.freezer);
    ledger_release(&c.ledger);
    refdata_release(&c.ref);
    return signals_stop ? 0 : rc;
}
