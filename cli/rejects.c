#include "cli/command.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "collector/produce.h"
#include "store/migrate.h"
#include "store/rejects.h"

static const char usage[] =
    "usage: jiancha rejects list [--code CODE] [--all]\n"
    "       jiancha rejects show ID            its bytes on standard output, to be repaired and given to "
    "`import`\n"
    "       jiancha rejects retry ID…          sends the bytes to their topic once more\n"
    "Messages that broke the contract's form. `list` leaves out those that were sent again, unless --all.\n";

enum { PAGE = 1000 };

struct options {
    const char *code;
    bool all;
};

static int list(struct db *db, const struct options *opt, struct err *e)
{
    struct rejecteds page = {0};
    struct arena a = {0};
    int64_t after = 0;
    int rc;
    while (!(rc = rejects_list(db, opt->code, opt->all, after, PAGE, &a, &page, e)) && page.list.n) {
        for (size_t i = 0; i < page.list.n; i++) {
            const struct rejected *r = &page.list.v[i];
            char at[INSTANT_TEXT];
            printf("%lld\t%s\t%d\t%lld\t%s\t%s\t%s%s\n", (long long)r->id, r->topic, r->part,
                   (long long)r->offset, instant_text(r->arrived, at), r->code, r->reason,
                   r->retried == INSTANT_NONE ? "" : "\tretried");
            after = r->id;
        }
        arena_reset(&a);
    }
    vec_release(&page.list);
    arena_release(&a);
    return rc;
}

static int get(struct db *db, const char *id, struct arena *a, struct rejected *out, struct err *e)
{
    char *end;
    errno = 0;
    long long n = strtoll(id, &end, 10);
    if (errno || *end || end == id || n < 1)
        return err_usage(e, "\"%s\" is not the number of a reject", id);
    int rc = rejects_get(db, n, a, out, e);
    return rc > 0 ? err_set(e, "there is no reject %s", id) : rc;
}

static int show(struct db *db, const char *id, struct err *e)
{
    struct arena a = {0};
    struct rejected r;
    int rc = get(db, id, &a, &r, e);
    if (!rc) {
        fprintf(stderr, "%s [%d] offset %lld, %s: %s\n", r.topic, r.part, (long long)r.offset, r.code,
                r.reason);
        if (fwrite(r.raw, 1, r.n_raw, stdout) != r.n_raw || fputs("\n", stdout) < 0)
            rc = err_set(e, "standard output: %s", strerror(errno));
    }
    arena_release(&a);
    return rc;
}

/* The key by which its partition is found again; a message in which none can be found goes to any. */
static int send_again(struct produce *out, const struct rejected *r, struct err *e)
{
    json_t *obj = json_loadb(r->raw, r->n_raw, 0, NULL);
    struct produce_message m = {
        r->topic, json_string_value(json_object_get(obj, "case_no")), r->raw, r->n_raw, r->id, r->sent};
    int rc = produce_put(out, &m, e);
    json_decref(obj);
    return rc || produce_flush(out, e);
}

static int retry(struct db *db, const struct conf *conf, int n, char **ids, struct err *e)
{
    struct produce *out = produce_new(conf, e);
    struct arena a = {0};
    int rc = out ? 0 : -1;
    for (int i = 0; !rc && i < n; i++) {
        struct rejected r;
        rc = get(db, ids[i], &a, &r, e) || send_again(out, &r, e) || rejects_mark(db, r.id, e) ? -1 : 0;
        arena_reset(&a);
    }
    if (!rc)
        printf("sent again %d\n", n);
    arena_release(&a);
    produce_free(out);
    return rc;
}

static int act(const struct conf *conf, const struct options *opt, int n, char **v, struct err *e)
{
    struct db db;
    bool listing = n == 1 && !strcmp(v[0], "list"), showing = n == 2 && !strcmp(v[0], "show"),
         retrying = n > 1 && !strcmp(v[0], "retry");
    if (!listing && !showing && !retrying)
        return err_usage(e, "list, show ID or retry ID… is wanted; see --help");
    db_init(&db, conf->database, "jiancha-rejects", NULL);
    int rc = db_connect(&db, e) || migrate(&db, e) ? -1 : 0;
    if (!rc)
        rc = listing ? list(&db, opt, e) : showing ? show(&db, v[1], e) : retry(&db, conf, n - 1, v + 1, e);
    db_close(&db);
    return rc;
}

static struct options opt;
static const struct conf_extra flags[] = {{"code", "list: only those with this code", &opt.code, NULL},
                                          {"all", "list: those sent again, too", NULL, &opt.all},
                                          {0}};

/* Only `retry` asks the broker. */
static int judge(struct call *c, struct err *e)
{
    (void)e;
    if (!c->n_args || strcmp(c->args[0], "retry") != 0)
        c->needs &= ~(unsigned)NEEDS_BROKER;
    return 0;
}

static int run(struct call *c, struct err *e) { return act(&c->conf, &opt, c->n_args, c->args, e); }

const struct command rejects_command = {
    "rejects",    "messages that broke the contract's form: list, show, send again",
    usage,        flags,
    NEEDS_BROKER, 0,
    INT32_MAX,    judge,
    run};
