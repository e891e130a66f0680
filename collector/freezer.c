/* The clerk freezes a month by itself from its day and hour on, also if the program was down then: as long as
 * the month has ended after the first start, has figures, and is not frozen. Until it is ripe
 * (ledger/freeze.c) it waits and says so in `bulletin_wait`; after 24 h it raises an alarm. Whether a case is
 * of another version of the reference data is looked at in small steps, each a moment long, so that orders
 * and notices do not wait for it. Of several clerks whichever comes first freezes; the others find it done.
 */
#include "collector/freezer.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"

enum { LOOK_MS = 2000, STEP = 20000 };

instant freezer_scheduled(const struct bulletin_conf *conf, const struct refdata *ref, month last)
{
    return day_start(calendar_add(&ref->cal, month_first(last + 1) - 1, conf->freeze_day)) +
           conf->freeze_hour * HOUR;
}

int freezer_init(struct freezer *f, const char *folder, ledger_document *make, struct err *e)
{
    *f = (struct freezer){.make = make, .scan_began = INSTANT_NONE};
    return bulletin_conf_load(&f->conf, folder, e);
}

void freezer_release(struct freezer *f) { str_release(&f->after); }

/* A new version begins the look at all cases anew. */
static void begin_anew(struct freezer *f)
{
    f->scan_began = INSTANT_NONE;
    str_clear(&f->after);
}

void freezer_reload(struct freezer *f, const char *folder)
{
    static struct bulletin_conf fresh;
    struct err e;
    begin_anew(f);
    if (bulletin_conf_load(&fresh, folder, &e))
        log_error("bulletin.conf has faults, the old settings stay in use: %s", e.text);
    else
        f->conf = fresh;
}

/* The earliest month that should be frozen by now and is not; *out 0: none. */
static int find_due(const struct freezer *f, struct ledger *l, instant now, month *out, struct err *e)
{
    struct arena a = {0};
    struct read *rd = read_within(&l->db);
    struct bulletin_rows rows;
    month first, running = day_month(instant_day(now));
    instant start;
    int rc = bulletins_first_start(&l->db, &start, e) || read_first_month(rd, running, &first, e) ||
                     read_bulletins(rd, NULL, &a, &rows, e)
                 ? -1
                 : 0;
    *out = 0;
    for (month m = rc ? running : day_month(instant_day(start)); m < running && !*out; m++) {
        bool frozen = m < first;
        for (size_t i = 0; i < rows.n && !frozen; i++)
            frozen = rows.v[i].first == m && rows.v[i].last == m;
        if (!frozen && day_start(month_first(m + 1)) > start && freezer_scheduled(&f->conf, l->ref, m) <= now)
            *out = m;
    }
    read_free(rd);
    arena_release(&a);
    return rc;
}

static int wait_for(struct freezer *f, struct ledger *l, month m, instant now, const char *why, struct err *e)
{
    char period[DAY_TEXT];
    instant since = freezer_scheduled(&f->conf, l->ref, m);
    month_text(m, period);
    if (now - since > DAY_LENGTH && f->alarmed != m) {
        log_error(
            "the bulletin of %s has waited for its freeze for more than 24 h: %s; `jiancha bulletin freeze "
            "%s` does not wait for the log",
            period, why, period);
        f->alarmed = m;
    }
    return ledger_waits(l, period, since, why, e);
}

/* One step through all cases: 1 through, 0 not yet, -1. A case of another version: begun anew later. */
static int scan(struct freezer *f, struct ledger *l, instant now, bool *stale, struct err *e)
{
    *stale = false;
    if (f->scan_began == INSTANT_NONE)
        f->scan_began = now;
    int found = ledger_scan(l, &f->after, STEP, e);
    *stale = found > 0;
    if (found)
        begin_anew(f);
    return found < 0 ? -1 : !found && !f->after.len;
}

/* Not the database: such a document is told once, and waits for somebody. */
static int cannot(struct freezer *f, struct ledger *l, month m, instant now, const struct err *why,
                  struct err *e)
{
    char text[300], period[DAY_TEXT];
    snprintf(text, sizeof text, "its document cannot be made: %.250s", why->text);
    if (f->refused != m)
        log_error("the bulletin of %s: %s", month_text(m, period), text);
    f->refused = m;
    return wait_for(f, l, m, now, text, e);
}

static int freeze(struct freezer *f, struct ledger *l, month m, instant now, struct err *e)
{
    char period[DAY_TEXT], as_of[INSTANT_TEXT];
    struct ledger_freeze z = {.period = month_text(m, period),
                              .by = "system",
                              .first = m,
                              .last = m,
                              .until = freezer_scheduled(&f->conf, l->ref, m),
                              .scanned = f->scan_began,
                              .make = f->make,
                              .ctx = &f->conf,
                              .as_of = INSTANT_NONE};
    enum ledger_end end = ledger_freeze(l, &z, e);
    begin_anew(f);
    if (end == LEDGER_AGAIN || end == LEDGER_DOUBT || end == LEDGER_RETRY)
        return end == LEDGER_AGAIN ? 0 : -1; /* the next look finds what was done */
    if (end != LEDGER_DONE) {
        struct err why = *e;
        return cannot(f, l, m, now, &why, e);
    }
    if (z.verdict == LEDGER_IS_DONE)
        log_info("bulletin %s frozen, as of %s", z.period, instant_text(z.as_of, as_of));
    return z.verdict == LEDGER_IS_UNRIPE ? wait_for(f, l, m, now, z.why, e) : 0;
}

int freezer_tick(struct freezer *f, struct ledger *l, struct err *e)
{
    instant now;
    month m;
    struct str left = {0};
    if (clock_ms() < f->next)
        return 0;
    f->next = clock_ms() + LOOK_MS;
    if (now_read(&l->now, &l->db, &now, e) || find_due(f, l, now, &m, e))
        return -1;
    if (!m)
        return 0;
    int rc = bulletins_unread(&l->db, freezer_scheduled(&f->conf, l->ref, m), &left, e);
    bool unread = left.len > 0;
    str_release(&left);
    if (rc)
        return -1;
    if (!unread) { /* else there is nothing to look through yet: the freeze says what it waits for */
        bool stale;
        int through = scan(f, l, now, &stale, e);
        if (through <= 0) {
            f->next = through || stale ? f->next : clock_ms();
            return through ? -1
                   : stale ? wait_for(f, l, m, now, "cases of another version of the reference data wait", e)
                           : 0;
        }
    }
    return freeze(f, l, m, now, e);
}
