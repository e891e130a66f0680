#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "collector/desk_parts.h"

/* The connection may have died while nobody wanted it. */
static int connect(struct papers *p, struct err *e)
{
    struct db *db = &p->ledger.db;
    return db->conn && !db_run(db, "select 1", e) ? 0 : db_connect(db, e);
}

static void fail(struct papers *p, const struct err *e, struct desk_answer *out)
{
    if (p->ledger.db.fail == DB_RETRY)
        desk_refuse_doubt(out);
    else {
        log_error("a bulletin: %s", e->text);
        desk_refuse_failed(out);
    }
}

static void deal(struct papers *p)
{
    struct desk_answer out = {.status = 0};
    struct err e;
    pthread_mutex_lock(&p->work);
    if (connect(p, &e))
        desk_refuse_away(&out);
    else {
        p->ledger.db.fail = DB_BUG; /* unless the store says otherwise */
        if (p->bulletin(p->conf, &p->ledger, str_text(&p->by), str_text(&p->body), p->body.len, &out, &e))
            fail(p, &e, &out);
        ledger_rollback(&p->ledger); /* of whatever failed */
    }
    pthread_mutex_unlock(&p->work);
    desk_reply(p->fd, &out);
}

static void *work(void *cookie)
{
    struct papers *p = cookie;
    pthread_mutex_lock(&p->lock);
    while (!p->stop) {
        if (p->fd < 0) {
            pthread_cond_wait(&p->wanted, &p->lock);
            continue;
        }
        pthread_mutex_unlock(&p->lock);
        deal(p);
        pthread_mutex_lock(&p->lock);
        p->fd = -1;
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

void papers_begin(struct papers *p, const struct conf *conf, const struct refdata *ref,
                  desk_bulletin *bulletin)
{
    *p = (struct papers){.conf = conf, .bulletin = bulletin, .fd = -1};
    ledger_init(&p->ledger, ref, LEDGER_CLERK);
    db_init(&p->ledger.db, conf->database, "jiancha-papers", "jiancha_clerk");
    p->ledger.db.settings = ledger_settings;
    pthread_mutex_init(&p->work, NULL);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->wanted, NULL);
    if (pthread_create(&p->thread, NULL, work, p))
        abort(); /* no memory for a thread at the very start */
}

bool papers_take(struct papers *p, int fd, const char *body, size_t n, const struct act *caller,
                 struct desk_answer *out)
{
    if (caller->role != ACTOR_BUREAU) {
        desk_refuse(out, 403, "not_allowed", "通报由市行政审批服务局定稿、修改、印发和更正。",
                    "bulletins are frozen, edited, published and revised by the bureau");
        return false;
    }
    pthread_mutex_lock(&p->lock);
    bool idle = p->fd < 0 && !p->stop;
    if (idle) {
        str_clear(&p->body);
        str_put(&p->body, body, n);
        str_clear(&p->by);
        str_puts(&p->by, caller->by);
        p->fd = fd;
        pthread_cond_signal(&p->wanted);
    }
    pthread_mutex_unlock(&p->lock);
    if (!idle)
        desk_refuse(out, 503, "unavailable", "正在处理另一份通报，这项操作没有进行，请稍后再试。",
                    "another bulletin is being worked on: this was not done, please try again later");
    return idle;
}

void papers_end(struct papers *p)
{
    pthread_mutex_lock(&p->lock);
    p->stop = true;
    pthread_cond_signal(&p->wanted);
    pthread_mutex_unlock(&p->lock);
    pthread_join(p->thread, NULL);
    if (p->fd >= 0)
        close(p->fd);
    ledger_release(&p->ledger);
    pthread_mutex_destroy(&p->work);
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->wanted);
    str_release(&p->body);
    str_release(&p->by);
}
