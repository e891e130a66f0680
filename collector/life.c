/* Signs of life, for whoever must know without this worker's help whether anybody reads.
 *
 * A partition is alive if its broker has served it within the last seconds, whether there was a message or
 * not; that is said four times a minute, and at once when it begins. A worker that is dead, stands, or has
 * lost its broker says nothing, and the reader's clock tells since when.
 *
 * A start is noted, and an end if the worker was told to stop. A start soon after another without such an end
 * is a fall; several in a row are a worker that dies again and again, however much it does in between. */
#include "collector/life.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "collector/signals.h"

enum { SAY_MS = 15000, SERVED_MS = 10000 };

int life_begin(struct life *l, const struct conf *conf, struct ledger *ledger, struct err *e)
{
    int32_t falls;
    *l = (struct life){.again = 0};
    snprintf(l->owner, sizeof l->owner, "%s-%d", conf->group, (int)conf->slot);
    const char *const topic[] = {conf->topic_events, conf->topic_reports};
    while (signs_begin(&ledger->db, l->owner, topic, &falls, e))
        if (ledger_recover(ledger, &signals_stop, e))
            return -1;
    if (falls)
        log_warn("started again soon after it ended without being told to, %d in a row", (int)falls);
    return 0;
}

void life_part(struct life *l, struct positions *p, const char *topic, int32_t part)
{
    struct offset *o = positions_of(p, topic, part);
    if (!o || o->lost || o->alarm)
        return;
    int64_t now = clock_ms();
    if (!o->live || now - o->live > SERVED_MS)
        l->again = now;
    o->live = now;
}

void life_cleanup(struct life *l, const struct conf *conf, const char *topic, const char *words)
{
    int t = strcmp(topic, conf->topic_events) != 0;
    if (!words)
        words = "";
    if (l->cleanup[t].told && !strcmp(l->cleanup[t].words, words))
        return;
    snprintf(l->cleanup[t].words, sizeof l->cleanup[t].words, "%s", words);
    l->cleanup[t].told = true;
    l->cleanup[t].noted = false;
    l->again = clock_ms();
    if (strstr(words, "compact"))
        log_error("the topic %s has cleanup.policy=%s: of each case the broker keeps only the last message. "
                  "What it "
                  "removes before it is read is lost; set it to delete",
                  topic, words);
    else if (!*words)
        log_info("the broker does not say the cleanup.policy of the topic %s; it must not be compacted",
                 topic);
}

/* Those that are served; an open transaction holds back what lies behind a log's end. */
static size_t list_served(struct positions *p, struct offset *out)
{
    size_t n = 0;
    for (size_t i = 0; i < p->list.n; i++) {
        struct offset *o = &p->list.v[i];
        if (o->lost || o->alarm || !o->live || clock_ms() - o->live > SERVED_MS)
            continue;
        o->held = o->ended && kafka_high(p->kafka, o) > o->read;
        out[n++] = *o;
    }
    return n;
}

static int say(struct life *l, struct positions *p, struct err *e)
{
    struct ledger *ledger = p->ledger;
    struct offset *served = mem_alloc((p->list.n + 1) * sizeof *served);
    size_t n = list_served(p, served);
    int rc = signs_alive(&ledger->db, l->owner, ledger->now.jumped, served, n, e);
    free(served);
    for (int t = 0; t < 2 && !rc; t++) {
        if (!l->cleanup[t].told || l->cleanup[t].noted)
            continue;
        const char *words = l->cleanup[t].words;
        rc = signs_cleanup(&ledger->db, t ? p->conf->topic_reports : p->conf->topic_events,
                           *words ? words : NULL, e);
        l->cleanup[t].noted = !rc;
    }
    return rc;
}

int life_say(struct life *l, struct positions *p, struct err *e)
{
    bool jumped = p->ledger->now.jumped;
    if (clock_ms() < l->again && jumped == l->jumped)
        return 0;
    l->again = clock_ms() + SAY_MS;
    l->jumped = jumped;
    return say(l, p, e) ? ledger_recover(p->ledger, &signals_stop, e) : 0;
}

void life_end(struct life *l, struct ledger *ledger)
{
    struct err e;
    if (ledger->db.conn && *l->owner && signs_end(&ledger->db, l->owner, &e))
        log_warn("%s", e.text);
}
