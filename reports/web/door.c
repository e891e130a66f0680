#include "reports/web/door.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "config/conf.h"

enum { SLOTS = 256, REMEMBERED_US = 1000000 };

/* Secrets stand here, as they do in the requests themselves: this memory is the process's own. */
struct known {
    char secret[SECRET_TEXT], csrf[SECRET_TEXT];
    char login[300], role[16], own[64];
    enum credential kind; /* CREDENTIAL_NONE: the slot is empty */
    bool has_own, gateway;
    int64_t at;
};

struct door {
    const struct conf *conf;
    pthread_mutex_t lock;
    struct known slot[SLOTS];
};

struct door *door_new(const struct conf *conf)
{
    struct door *d = mem_alloc(sizeof *d);
    d->conf = conf;
    pthread_mutex_init(&d->lock, NULL);
    return d;
}

void door_free(struct door *d)
{
    pthread_mutex_destroy(&d->lock);
    secret_wipe(d, sizeof *d);
    free(d);
}

static const char *secret_of(const struct letter *l)
{
    return letter_credential(l) == CREDENTIAL_TOKEN ? l->token : letter_cookie(l, COOKIE_SESSION);
}

/* By the first digits, which are random. */
static struct known *slot_of(struct door *d, const char *secret)
{
    unsigned long place = 0;
    for (int i = 0; i < 4; i++)
        place = 16 * place + (unsigned long)(secret[i] <= '9' ? secret[i] - '0' : secret[i] - 'a' + 10);
    return &d->slot[place % SLOTS];
}

/* Who came past a gateway is who it says; a session that a gateway opened is good behind it alone. */
static bool fits(const struct letter *l, const struct who *w)
{
    if (letter_credential(l) == CREDENTIAL_TOKEN)
        return true;
    return l->user[0] ? !strcmp(l->user, w->login) : !w->gateway;
}

static void copy_out(const struct known *k, struct arena *a, struct who *out)
{
    *out = (struct who){.login = arena_strdup(a, k->login),
                        .role = arena_strdup(a, k->role),
                        .own = k->has_own ? arena_strdup(a, k->own) : NULL,
                        .csrf = k->kind == CREDENTIAL_SESSION ? arena_strdup(a, k->csrf) : NULL,
                        .gateway = k->gateway};
}

bool door_known(struct door *d, const struct letter *l, struct arena *a, struct who *out)
{
    const char *secret = secret_of(l);
    bool found = false;
    if (!secret[0])
        return false;
    pthread_mutex_lock(&d->lock);
    struct known *k = slot_of(d, secret);
    if (k->kind == letter_credential(l) && secret_same(k->secret, secret) &&
        clock_us() - k->at < REMEMBERED_US) {
        copy_out(k, a, out);
        found = true;
    }
    pthread_mutex_unlock(&d->lock);
    return found && fits(l, out);
}

static bool fill(char *out, size_t size, const char *z)
{
    size_t n = z ? strlen(z) : 0;
    if (n >= size)
        return false;
    memcpy(out, z ? z : "", n + 1);
    return true;
}

static void remember(struct door *d, const struct letter *l, const struct who *w)
{
    struct known k = {
        .kind = letter_credential(l), .has_own = w->own, .gateway = w->gateway, .at = clock_us()};
    if (!fill(k.secret, sizeof k.secret, secret_of(l)) || !fill(k.csrf, sizeof k.csrf, w->csrf) ||
        !fill(k.login, sizeof k.login, w->login) || !fill(k.role, sizeof k.role, w->role) ||
        !fill(k.own, sizeof k.own, w->own))
        return;
    pthread_mutex_lock(&d->lock);
    *slot_of(d, k.secret) = k;
    pthread_mutex_unlock(&d->lock);
}

void door_forget(struct door *d, const struct letter *l)
{
    const char *secret = secret_of(l);
    if (!secret[0])
        return;
    pthread_mutex_lock(&d->lock);
    struct known *k = slot_of(d, secret);
    if (secret_same(k->secret, secret))
        secret_wipe(k, sizeof *k);
    pthread_mutex_unlock(&d->lock);
}

static int find(const struct door *d, struct db *db, const struct letter *l, struct arena *a, struct who *out,
                struct err *e)
{
    const struct session_limits limits = {d->conf->session_idle, d->conf->session_hours};
    return letter_credential(l) == CREDENTIAL_TOKEN
               ? sessions_token(db, l->token, a, out, e)
               : sessions_find(db, letter_cookie(l, COOKIE_SESSION), &limits, a, out, e);
}

int door_ask(struct door *d, const struct letter *l, struct read *rd, struct arena *a, struct who *out,
             struct err *e)
{
    if (door_known(d, l, a, out))
        return 1;
    if (!secret_of(l)[0])
        return 0;
    struct db *db = read_door(rd, e);
    if (!db)
        return -1;
    int found = find(d, db, l, a, out, e);
    if (found < 0 || read_commit(rd, e)) {
        read_end(rd);
        return -1;
    }
    if (!found || !fits(l, out))
        return 0;
    remember(d, l, out);
    return 1;
}

int door_still(struct door *d, const struct letter *l, struct read *rd, struct arena *a, struct who *out,
               struct err *e)
{
    struct db *db = read_door(rd, e);
    if (!db)
        return -1;
    int found = find(d, db, l, a, out, e);
    read_end(rd);
    return found > 0 && !fits(l, out) ? 0 : found;
}

int door_open(const struct letter *l, struct read *rd, struct arena *a, struct who *out,
              struct session_new *s, struct err *e)
{
    const struct session_limits any = {1, 1}; /* it is a moment old */
    const char *former = letter_cookie(l, COOKIE_SESSION);
    struct db *db = read_door(rd, e);
    if (!db)
        return -1;
    int rc = sessions_open(db, l->user, NULL, former[0] ? former : NULL, s, e);
    if (rc > 0)
        rc = sessions_find(db, s->id, &any, a, out, e);
    if (rc < 0 || read_commit(rd, e)) {
        read_end(rd);
        return -1;
    }
    return rc;
}

int door_visit(const struct letter *l, struct read *rd, instant *last, struct err *e)
{
    *last = INSTANT_NONE;
    if (letter_credential(l) != CREDENTIAL_SESSION)
        return 0;
    struct db *db = read_door(rd, e);
    if (db && !sessions_visit(db, letter_cookie(l, COOKIE_SESSION), last, e) && !read_commit(rd, e))
        return 0;
    if (db)
        read_end(rd);
    return -1;
}
