/* Who reads a partition, and from where.
 *
 * Kafka's group assigns partitions; the table kafka_offset says who may write. Claiming raises the
 * partition's epoch: from then on every transaction of a former owner fails its comparison and he lets go,
 * even if Kafka and he have not yet learned of each other. So two workers may believe to own a partition for
 * a while, and only the later one writes.
 *
 * An offset is not a count: marks of transactions and what was aborted or compacted away leave holes, also at
 * a log's end. A position stands behind the last message until the broker says that nothing lies between it
 * and the end; then it stands at the end. Only that tells that nothing waits.
 *
 * A position that the log no longer has, because the topic was cut or made again, is an alarm in the table:
 * nobody but an operator may skip what is missing, and reading stands still until he has set `next` and
 * cleared the alarm. */
#include "collector/positions.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "collector/signals.h"

void positions_release(struct positions *p)
{
    vec_release(&p->list);
    vec_release(&p->place[0]);
    vec_release(&p->place[1]);
}

static int topic_number(const struct positions *p, const char *topic)
{
    return strcmp(topic, p->conf->topic_events) != 0;
}

uint32_t positions_find(const struct positions *p, int32_t topic, int32_t part)
{
    return (size_t)part < p->place[topic].n ? p->place[topic].v[part] : POSITIONS_NONE;
}

struct offset *positions_of(struct positions *p, const char *topic, int32_t part)
{
    uint32_t place = positions_find(p, topic_number(p, topic), part);
    return place == POSITIONS_NONE ? NULL : &p->list.v[place];
}

static void index_places(struct positions *p)
{
    p->place[0].n = p->place[1].n = 0;
    for (size_t i = 0; i < p->list.n; i++) {
        const struct offset *o = &p->list.v[i];
        int t = topic_number(p, o->topic);
        while (p->place[t].n <= (size_t)o->part)
            vec_push(&p->place[t], POSITIONS_NONE);
        p->place[t].v[o->part] = (uint32_t)i;
    }
}

/* How the table stands, however long that takes. */
static int look(struct positions *p, struct offset *out, size_t n, struct err *e)
{
    while (offsets_look(&p->ledger->db, out, n, e))
        if (ledger_recover(p->ledger, &signals_stop, e))
            return -1;
    return 0;
}

/* How much waits, for the pages and for the evaluation by time. Not worth waiting for: the next batch tells
 * it again. */
static void look_ahead(struct positions *p)
{
    int64_t low;
    struct err e;
    for (size_t i = 0; i < p->list.n; i++)
        p->list.v[i].high = -1;
    for (size_t i = 0; i < p->list.n; i++) {
        struct offset *o = &p->list.v[i];
        if (kafka_watermarks(p->kafka, o->topic, o->part, &low, &o->high, &e))
            return;
    }
}

/* A partition without a row is new: it begins at the first message that its log still has. */
static int first_positions(struct positions *p, struct err *e)
{
    for (size_t i = 0; i < p->list.n; i++) {
        struct offset *o = &p->list.v[i];
        int64_t low, high;
        while (o->next < 0) {
            if (!kafka_watermarks(p->kafka, o->topic, o->part, &low, &high, e))
                o->next = low;
            else if (signals_stop)
                return -1;
            else
                log_warn("%s; trying again", e->text);
        }
        if (o->alarm)
            log_error("%s [%d] stands still: its log was cut (kafka_offset.alarm)", o->topic, o->part);
    }
    return 0;
}

static int raise_epochs(struct positions *p, struct err *e)
{
    char owner[600];
    snprintf(owner, sizeof owner, "%s-%d", p->conf->group, (int)p->conf->slot);
    while (offsets_claim(&p->ledger->db, p->list.v, p->list.n, owner, e))
        if (ledger_recover(p->ledger, &signals_stop, e))
            return -1;
    return 0;
}

int positions_claim(struct positions *p, const struct offset *part, size_t n, struct err *e)
{
    p->list.n = 0;
    for (size_t i = 0; i < n; i++)
        vec_push(&p->list, part[i]);
    int rc = look(p, p->list.v, n, e) || first_positions(p, e) ? -1 : 0;
    if (!rc)
        look_ahead(p);
    if (rc || raise_epochs(p, e)) {
        positions_drop(p);
        return -1;
    }
    index_places(p);
    return 0;
}

void positions_drop(struct positions *p)
{
    p->list.n = 0;
    index_places(p);
}

static void read_again(struct offset *o)
{
    o->read = o->message_end = o->next;
    o->ended = false;
}

static void adopt(struct positions *p, struct offset *o, const struct offset *seen)
{
    bool lost = seen->epoch != o->epoch || seen->next < 0;
    if (lost && !o->lost)
        log_warn("%s [%d] belongs to another worker now", o->topic, o->part);
    p->moved |= lost != o->lost || seen->alarm != o->alarm || seen->next != o->read;
    o->lost |= lost;
    o->alarm = seen->alarm;
    o->next = seen->next;
    read_again(o);
}

int positions_refresh(struct positions *p, struct err *e)
{
    size_t n = p->list.n;
    struct offset *seen = mem_alloc((n + 1) * sizeof *seen);
    if (n)
        memcpy(seen, p->list.v, n * sizeof *seen);
    int rc = look(p, seen, n, e);
    for (size_t i = 0; !rc && i < n; i++)
        adopt(p, &p->list.v[i], &seen[i]);
    free(seen);
    return rc;
}

int positions_refresh_alarms(struct positions *p, struct err *e)
{
    for (size_t i = 0; i < p->list.n; i++)
        if (p->list.v[i].alarm)
            return positions_refresh(p, e);
    return 0;
}

/* Within the log's bounds it was an error in passing: read on. Outside: messages are missing. */
int positions_cut(struct positions *p, const char *topic, int32_t part, struct err *e)
{
    struct offset *o = positions_of(p, topic, part);
    int64_t low, high;
    char text[200];
    if (!o)
        return 0;
    p->moved = true;
    if (kafka_watermarks(p->kafka, topic, part, &low, &high, e) || (o->read >= low && o->read <= high) ||
        o->alarm)
        return 0;
    snprintf(text, sizeof text, "the next message is %lld, the log has %lld to %lld", (long long)o->read,
             (long long)low, (long long)high);
    log_error("%s [%d] was cut: %s. Messages are lost. It stands still until kafka_offset.next is set and "
              ".alarm is null again",
              o->topic, o->part, text);
    o->alarm = true;
    while (offsets_alarm(&p->ledger->db, o, text, e))
        if (ledger_recover(p->ledger, &signals_stop, e))
            return -1;
    return 0;
}

bool positions_message(struct offset *o, int64_t offset)
{
    if (o->lost || o->alarm || offset < o->read)
        return false;
    o->read = o->message_end = offset + 1;
    o->ended = false;
    return true;
}

bool positions_end(struct offset *o, int64_t offset)
{
    if (o->lost || o->alarm || offset < o->read)
        return false;
    o->read = offset;
    o->ended = true;
    return true;
}

/* The log's end: said by the broker, or as far as its last answer tells; -1: not known. */
static int64_t end_of(const struct positions *p, const struct offset *o)
{
    return o->ended ? o->read : kafka_high(p->kafka, o);
}

bool positions_read_up(const struct positions *p)
{
    for (size_t i = 0; i < p->list.n; i++) {
        const struct offset *o = &p->list.v[i];
        if (!o->lost && !o->alarm && end_of(p, o) != o->read)
            return false;
    }
    return true;
}

void positions_behind(const struct positions *p, const struct ledger_message *m, size_t n, struct offset *out)
{
    for (size_t i = 0; i < p->list.n; i++) {
        out[i] = p->list.v[i];
        out[i].high = end_of(p, &p->list.v[i]);
        out[i].read = out[i].next;
    }
    for (size_t i = 0; i < n; i++)
        out[m[i].part].read = m[i].offset + 1;
    for (size_t i = 0; i < p->list.n; i++) {
        if (out[i].read == out[i].message_end)
            out[i].read = p->list.v[i].read;
        if (out[i].read == out[i].next)
            out[i].high = out[i].told; /* another time */
    }
}

void positions_stored(struct positions *p, const struct offset *behind)
{
    for (size_t i = 0; i < p->list.n; i++) {
        p->list.v[i].next = behind[i].read;
        p->list.v[i].told = behind[i].high;
    }
}

/* A log's end that is not in the table yet, with nothing before it to be stored. */
static bool is_news(const struct offset *o)
{
    return o->ended && !o->lost && !o->alarm && (o->read != o->next || o->told != o->read);
}

int positions_note(struct positions *p, struct err *e)
{
    struct offset *news = mem_alloc((p->list.n + 1) * sizeof *news);
    size_t n = 0;
    for (size_t i = 0; i < p->list.n; i++) {
        struct offset *o = &p->list.v[i];
        if (!is_news(o))
            continue;
        assert(o->message_end <= o->next);
        o->high = o->read;
        news[n++] = *o;
    }
    enum ledger_end end = n ? ledger_positions(p->ledger, news, n, e) : LEDGER_DONE;
    free(news);
    for (size_t i = 0; i < p->list.n && end == LEDGER_DONE; i++)
        if (is_news(&p->list.v[i]))
            p->list.v[i].next = p->list.v[i].told = p->list.v[i].read;
    if (end == LEDGER_DONE)
        return n > 0;
    return end == LEDGER_FENCED ? positions_refresh(p, e) : ledger_recover(p->ledger, &signals_stop, e);
}

void positions_unread(struct positions *p)
{
    for (size_t i = 0; i < p->list.n; i++)
        read_again(&p->list.v[i]);
    p->moved = true;
}

void positions_tell_consumer(struct positions *p)
{
    if (p->moved)
        kafka_assign(p->kafka, p->list.v, p->list.n);
    p->moved = false;
}
