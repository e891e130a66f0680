#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "codec/decode.h"
#include "codec/sentences.h"
#include "collector/desk_parts.h"
#include "collector/produce.h"

/* Sends the event that waits, confirmed, and answers. */
static void send_one(struct errands *r, struct produce **to)
{
    const char *const topics[] = {r->conf->topic_reports, NULL};
    struct desk_answer out = {.status = 0};
    struct produce_message m = {
        r->conf->topic_reports, str_text(&r->key), r->body.p, r->body.len, 1, INSTANT_NONE};
    struct err e;
    if (!*to)
        *to = produce_new(r->conf, topics, &e);
    if (*to && !produce_put(*to, &m, &e) && !produce_flush(*to, &e)) {
        desk_done(&out, 202, "accepted", "{\"event_id\":");
        str_json(&out.text, str_text(&r->event_id));
        str_puts(&out.text, "}");
    } else {
        desk_refuse(
            &out, 503, "unavailable", "消息服务暂时连接不上，这份报送没有发出，请稍后再试。",
            "the message service cannot be reached: this report was not sent, please try again later");
        produce_free(*to);
        *to = NULL;
    }
    desk_reply(r->fd, &out);
}

static void *work(void *cookie)
{
    struct errands *r = cookie;
    struct produce *to = NULL;
    pthread_mutex_lock(&r->lock);
    while (!r->stop) {
        if (r->fd < 0) {
            pthread_cond_wait(&r->wanted, &r->lock);
            continue;
        }
        pthread_mutex_unlock(&r->lock);
        send_one(r, &to);
        pthread_mutex_lock(&r->lock);
        r->fd = -1;
    }
    pthread_mutex_unlock(&r->lock);
    produce_free(to);
    return NULL;
}

void errands_begin(struct errands *r, const struct conf *conf)
{
    *r = (struct errands){.conf = conf, .fd = -1};
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->wanted, NULL);
    if (pthread_create(&r->thread, NULL, work, r))
        abort();
}

static void put(struct str *to, const char *p, size_t n)
{
    str_clear(to);
    str_put(to, p, n);
}

bool errands_take(struct errands *r, int fd, const struct str *body, const char *key, const char *event_id)
{
    pthread_mutex_lock(&r->lock);
    bool idle = r->fd < 0 && !r->stop;
    if (idle) {
        put(&r->body, body->p, body->len);
        put(&r->key, key, strlen(key));
        put(&r->event_id, event_id, strlen(event_id));
        r->fd = fd;
        pthread_cond_signal(&r->wanted);
    }
    pthread_mutex_unlock(&r->lock);
    return idle;
}

void errands_end(struct errands *r)
{
    pthread_mutex_lock(&r->lock);
    r->stop = true;
    pthread_cond_signal(&r->wanted);
    pthread_mutex_unlock(&r->lock);
    pthread_join(r->thread, NULL);
    if (r->fd >= 0)
        close(r->fd);
    pthread_mutex_destroy(&r->lock);
    pthread_cond_destroy(&r->wanted);
    str_release(&r->body);
    str_release(&r->key);
    str_release(&r->event_id);
}

/* A region's own, or the bureau's hand for one that cannot. */
static bool may_report(const struct act *caller, const struct event *ev)
{
    return caller->role == ACTOR_BUREAU || (caller->role == ACTOR_REGION && caller->own == ev->region);
}

bool desk_report(struct errands *r, int fd, const char *body, size_t n, const struct act *caller,
                 const struct refdata *ref, struct arena *a, struct desk_answer *out)
{
    struct event ev;
    struct reject rj;
    struct str text = {0};
    bool given = false;
    if (decode(body, n, ref, clock_wall(), clock_wall(), a, &ev, &rj)) {
        desk_refuse(out, 400, rj.code, "", rj.reason);
        sentences_zh(&out->text, rj.reason);
        return false;
    }
    if (ev.type != EV_monthly_report) {
        desk_refuse(out, 400, "unknown_type", "这里只收每月报送（monthly_report）。",
                    "only monthly reports (monthly_report) are taken here");
        return false;
    }
    if (!may_report(caller, &ev)) {
        enum act_verdict v = caller->role == ACTOR_REGION ? VERDICT_not_yours : VERDICT_not_allowed;
        desk_refuse(out, 403, act_verdict_word[v], act_verdict_zh[v], act_verdict_en[v]);
        return false;
    }
    event_write(&text, &ev, ref);
    given = errands_take(r, fd, &text, ref->regions[ev.region].code, ev.event_id);
    if (!given)
        desk_refuse(out, 503, "unavailable", "正在发送另一份报送，请稍后再试。",
                    "another report is being sent, please try again later");
    str_release(&text);
    return given;
}
