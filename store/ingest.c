#include "store/ingest.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

#include "analyzer/indicators.h"

int ingest_prepare(struct ingest *in, struct db *db, instant now, struct err *e)
{
    for (int i = 0; i < 2; i++) {
        month m = day_month(instant_day(now + i * DAY_LENGTH));
        char at[8];
        if (in->ready[i] == m || (i && in->ready[0] == m))
            continue;
        if (db_count(db, "select store_partition($1)", NULL, &DB_INSTANT(at, now + i * DAY_LENGTH), 1, e) < 0)
            return -1;
        in->ready[i] = m;
    }
    return 0;
}

void ingest_begin(struct ingest *in, instant arrived)
{
    in->arrived = arrived;
    str_clear(&in->events);
    str_clear(&in->duplicates);
    str_clear(&in->rejects);
    str_clear(&in->unstored);
    in->n_events = in->n_duplicates = in->n_rejects = in->n_held = 0;
    in->report.n = 0;
    sending_begin(&in->sending);
    wire_begin(&in->reports, "ttttizzttil");
}

void ingest_release(struct ingest *in)
{
    str_release(&in->events);
    str_release(&in->duplicates);
    str_release(&in->rejects);
    str_release(&in->unstored);
    str_release(&in->body);
    wire_release(&in->reports);
    vec_release(&in->report);
    sending_release(&in->sending);
}

static void put_place(struct str *s, const struct ingest_place *at)
{
    wire_text(s, at->topic);
    wire_int4(s, at->part);
    wire_int8(s, at->offset);
}

void ingest_event(struct ingest *in, const struct ingest_place *at, const struct event *ev,
                  const struct refdata *ref)
{
    struct str *s = &in->events;
    str_clear(&in->body);
    event_write(&in->body, ev, ref);
    wire_row(s, 11);
    wire_instant(s, in->arrived);
    put_place(s, at);
    wire_text(s, ev->case_no);
    wire_text(s, ev->source);
    wire_text(s, ev->event_id);
    wire_text(s, event_type_name[ev->type]);
    wire_instant(s, ev->occurred);
    wire_instant(s, ev->recorded);
    wire_bytes(s, in->body.p, in->body.len);
    in->n_events++;
}

void ingest_sent(struct ingest *in, const struct event *ev, instant at, const struct refdata *ref)
{
    in->ref = ref;
    sending_add(&in->sending, ev->source, ev->region, ev->dept, at);
}

void ingest_duplicate(struct ingest *in, const struct ingest_place *at, const struct event *ev)
{
    struct str *s = &in->duplicates;
    wire_row(s, 7);
    put_place(s, at);
    wire_instant(s, in->arrived);
    wire_text(s, ev->case_no);
    wire_text(s, ev->source);
    wire_text(s, ev->event_id);
    in->n_duplicates++;
}

void ingest_reject(struct ingest *in, const struct ingest_place *at, instant sent, const char *code,
                   const char *reason, const void *raw, size_t n)
{
    struct str *s = &in->rejects;
    size_t len = strlen(reason);
    while (!str_utf8(reason, len)) /* the sentence may have been cut within a character */
        len--;
    wire_row(s, 8);
    put_place(s, at);
    wire_instant(s, in->arrived);
    wire_instant(s, sent);
    wire_text(s, code);
    wire_bytes(s, reason, len);
    wire_bytes(s, raw, n);
    in->n_rejects++;
}

void ingest_unstored(struct ingest *in, const struct ingest_place *at, const char *code)
{
    struct str *s = &in->unstored;
    wire_row(s, 5);
    put_place(s, at);
    wire_instant(s, in->arrived);
    wire_text(s, code);
    in->n_rejects++;
}

void ingest_report(struct ingest *in, const struct ingest_place *at, const struct event *ev,
                   const struct refdata *ref)
{
    struct str *c = in->reports.col;
    str_clear(&in->body);
    str_putc(&in->body, '{');
    for (uint32_t i = 0; i < ev->data.n_counters; i++) {
        str_printf(&in->body, "%s\"%s\":", i ? "," : "", counter_name[ev->data.counters[i].counter]);
        str_int(&in->body, ev->data.counters[i].value);
    }
    str_putc(&in->body, '}');
    wire_text(c++, ev->source);
    wire_text(c++, ev->event_id);
    wire_text(c++, ev->case_no);
    wire_text(c++, ref->regions[ev->region].code);
    wire_int4(c++, ev->data.month);
    wire_instant(c++, ev->occurred);
    wire_instant(c++, ev->recorded);
    wire_text(c++, in->body.p);
    wire_text(c++, at->topic);
    wire_int4(c++, at->part);
    wire_int8(c, at->offset);
    in->reports.n++;
    vec_push(&in->report, ((struct ingest_report){*at, ev, false}));
}

/* Of several with one key the first is the one that was stored. Rows come back as they went in: each is
 * looked for behind the one before. */
static size_t mark_stored(struct ingest *in, size_t from, const char *source, const char *event_id,
                          const char *case_no)
{
    for (size_t k = 0; k < in->report.n; k++) {
        size_t i = (from + k) % in->report.n;
        const struct event *ev = in->report.v[i].ev;
        if (!strcmp(ev->event_id, event_id) && !strcmp(ev->source, source) && !strcmp(ev->case_no, case_no)) {
            in->report.v[i].stored = true;
            return i + 1;
        }
    }
    return from;
}

static int write_reports(struct ingest *in, struct db *db, struct err *e)
{
    if (!in->reports.n)
        return 0;
    PGresult *res = db_exec(
        db,
        "insert into monthly_report (source, event_id, case_no, region, month, occurred, recorded, counters, "
        "topic, part, \"offset\")"
        " select source, event_id, case_no, region, month, occurred, recorded, counters::jsonb, topic, part, "
        "at from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        " u(source, event_id, case_no, region, month, occurred, recorded, counters, topic, part, at)"
        " on conflict (source, event_id, case_no) do nothing returning source, event_id, case_no",
        &in->reports, NULL, 0, e);
    if (!res)
        return -1;
    size_t at = 0;
    for (int i = 0; i < PQntuples(res); i++)
        at = mark_stored(in, at, PQgetvalue(res, i, 0), PQgetvalue(res, i, 1), PQgetvalue(res, i, 2));
    PQclear(res);
    for (size_t i = 0; i < in->report.n; i++) {
        if (in->report.v[i].stored)
            in->n_events++;
        else
            ingest_duplicate(in, &in->report.v[i].place, in->report.v[i].ev);
    }
    return 0;
}

/* Whatever the database has against a row here, it is the row's fault. */
static int write_rejects(struct ingest *in, struct db *db, struct err *e)
{
    if (!in->rejects.len ||
        !db_copy(db,
                 "copy reject (topic, part, \"offset\", arrived, sent, code, reason, raw) "
                 "from stdin (format binary)",
                 &in->rejects, e))
        return 0;
    if (db->fail == DB_BUG)
        db->fail = DB_DATA;
    return -1;
}

int ingest_write(struct ingest *in, struct db *db, struct err *e)
{
    static const char events[] =
        "copy event (arrived, topic, part, \"offset\", case_no, source, event_id, type, occurred, recorded,"
        " body) from stdin (format binary)";
    static const char duplicates[] =
        "copy duplicate (topic, part, \"offset\", arrived, case_no, source, event_id)"
        " from stdin (format binary)";
    static const char unstored[] = "copy unstored (topic, part, \"offset\", arrived, code)"
                                   " from stdin (format binary)";
    if (write_reports(in, db, e) || (in->events.len && db_copy(db, events, &in->events, e)) ||
        (in->n_duplicates && db_copy(db, duplicates, &in->duplicates, e)) ||
        (in->unstored.len && db_copy(db, unstored, &in->unstored, e)))
        return -1;
    return write_rejects(in, db, e);
}

int64_t ingest_rows(const struct ingest *in) { return in->n_events + in->n_duplicates + in->n_rejects; }

int ingest_tally(struct ingest *in, struct db *db, int slot, int64_t n_cases, instant now, instant high,
                 struct err *e)
{
    static const char sql[] =
        "with c as (insert into clock as c (slot, high) values ($9::integer, $10)"
        " on conflict (slot) do update set high = greatest(c.high, excluded.high)),"
        " t as (insert into tally as k (slot, name, n, at) select $9::integer, u.name, u.n, $10 "
        "from unnest($1, $2, $3, $4, $5, $6, $7, $8) u(name, n) where name is not null"
        " on conflict (slot, name) do update set n = k.n + excluded.n, at = excluded.at),"
        " s as (insert into sending (source, region, dept, hour, n, last) select source, region, dept, hour, "
        "sent, last from unnest($1, $2, $3, $4, $5, $6, $7, $8) u(name, n, source, region, dept, hour, sent, "
        "last) where name is null)"
        /* a COMMIT that waits for a standby waits as long as that takes */
        " select coalesce(max(high) < $11, false), set_config('statement_timeout', '0', true) from clock";
    const struct {
        const char *name;
        int64_t n;
    } count[] = {{"batches", 1},           {"duplicates", in->n_duplicates}, {"evaluations", n_cases},
                 {"events", in->n_events}, {"orders_held", in->n_held},      {"rejects", in->n_rejects}};
    struct wire_rows rows = {0};
    char text[16], at[8], was[8];
    snprintf(text, sizeof text, "%d", slot);
    wire_begin(&rows, "tltttiiz");
    for (size_t i = 0; i < sizeof count / sizeof *count; i++) {
        wire_text(&rows.col[0], count[i].name);
        wire_int8(&rows.col[1], count[i].n);
        for (int k = 2; k < 8; k++)
            wire_null(&rows.col[k]);
        rows.n++;
    }
    for (size_t i = 0; i < in->sending.row.n; i++) {
        wire_null(&rows.col[0]);
        wire_null(&rows.col[1]);
        sending_put(&in->sending, i, in->ref, &rows.col[2]);
        rows.n++;
    }
    struct db_param more[] = {DB_TEXT(text), DB_INSTANT(at, now), DB_INSTANT(was, high)};
    PGresult *res = db_exec(db, sql, &rows, more, 3, e);
    int rc = res ? *PQgetvalue(res, 0, 0) : -1;
    PQclear(res);
    wire_release(&rows);
    return rc;
}
