#include "cli/command.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/unicode.h"
#include "cli/text_table.h"
#include "codec/outgoing.h"
#include "collector/produce.h"
#include "ledger/retry.h"
#include "store/migrate.h"
#include "store/rejects.h"

static const char usage[] =
    "usage: jiancha rejects list [--code CODE] [--all]\n"
    "       jiancha rejects show ID            its bytes on standard output, to be repaired and given to "
    "`import`\n"
    "       jiancha rejects retry ID… [--all]  sends the bytes to their topic once more\n"
    "Messages that broke the contract's form. `list` and `retry` leave out those that were sent again, "
    "unless "
    "--all.\n";

enum { PAGE = 1000 };

static struct {
    const char *code;
    bool all;
} opt;

/* A line: id, topic, partition, offset, arrival, code, sentence, and whether it was sent again; tabs between.
 */
static void put_row(struct str *out, const struct rejected *r)
{
    char at[INSTANT_TEXT];
    str_printf(out, "%" PRId64 "\t", r->id);
    text_table_safe(out, r->topic);
    str_printf(out, "\t%d\t%" PRId64 "\t%s\t", r->part, r->offset, instant_text(r->arrived, at));
    text_table_safe(out, r->code);
    str_putc(out, '\t');
    text_table_safe(out, r->reason);
    str_puts(out, r->retried == INSTANT_NONE ? "\n" : "\tretried\n");
}

static int list(struct call *c, struct db *db, struct err *e)
{
    struct rejecteds page = {0};
    struct arena a = {0};
    int64_t after = 0;
    int rc;
    while (!(rc = rejects_list(db, opt.code, opt.all, after, PAGE, &a, &page, e)) && page.list.n) {
        for (size_t i = 0; i < page.list.n; i++) {
            put_row(&c->out, &page.list.v[i]);
            after = page.list.v[i].id;
        }
        if (command_flush(c, e)) {
            rc = -1;
            break;
        }
        arena_reset(&a);
    }
    vec_release(&page.list);
    arena_release(&a);
    return rc;
}

static int read_id(const char *text, int64_t *id, struct err *e)
{
    return text_number(text, 1, INT64_MAX, id) ? 0
                                               : err_usage(e, "\"%s\" is not the number of a reject", text);
}

static int get(struct db *db, int64_t id, struct arena *a, struct rejected *out, struct err *e)
{
    int rc = rejects_get(db, id, a, out, e);
    return rc > 0 ? err_set(e, "there is no reject %" PRId64, id) : rc;
}

static int show(struct call *c, struct db *db, const char *id, struct err *e)
{
    struct arena a = {0};
    struct rejected r;
    int64_t number;
    int rc = read_id(id, &number, e) || get(db, number, &a, &r, e) ? -1 : 0;
    if (!rc) {
        log_info("%s [%d] offset %" PRId64 ", %s: %s", r.topic, r.part, r.offset, r.code, r.reason);
        if (isatty(STDOUT_FILENO)) /* a person reads, and no program */
            unicode_safe(&c->out, r.raw, r.n_raw);
        else
            str_put(&c->out, r.raw, r.n_raw);
        str_putc(&c->out, '\n');
    }
    arena_release(&a);
    return rc;
}

static int send_again(void *ctx, const struct rejected *r, struct err *e)
{
    struct arena a = {0};
    struct produce_message m = {
        r->topic, outgoing_address(r->raw, r->n_raw, &a).case_no, r->raw, r->n_raw, r->id, r->sent};
    int rc = produce_put(ctx, &m, e);
    arena_release(&a);
    return rc;
}

static int confirm(void *ctx, struct err *e) { return produce_flush(ctx, e); }

/* All must be there before the first is sent. */
static int read_ids(struct db *db, char **text, int n, int64_t *ids, struct err *e)
{
    struct arena a = {0};
    int rc = 0;
    for (int i = 0; i < n && !rc; i++) {
        struct rejected r;
        arena_reset(&a);
        rc = read_id(text[i], &ids[i], e) || get(db, ids[i], &a, &r, e) ? -1 : 0;
    }
    arena_release(&a);
    return rc;
}

static int retry(struct call *c, struct db *db, int n, char **text, struct err *e)
{
    int64_t *ids = mem_alloc((size_t)n * sizeof *ids), sent = 0;
    struct produce *out = NULL;
    const char *const topics[] = {c->conf.topic_events, c->conf.topic_reports, NULL};
    int rc = read_ids(db, text, n, ids, e) || !(out = produce_new(&c->conf, topics, e)) ? -1 : 0;
    if (!rc)
        rc = retry_rejects(db, ids, (size_t)n, &(struct retry){send_again, confirm, out, opt.all}, &sent, e);
    if (rc && sent)
        err_prefix(e, "%" PRId64 " were sent again; then", sent);
    if (!rc)
        str_printf(&c->out, "sent again %" PRId64 "\n", sent);
    if (!rc && sent < n)
        log_info("%" PRId64
                 " were sent before (--all sends them once more), or another `rejects retry` has them "
                 "at hand",
                 n - sent);
    produce_free(out);
    free(ids);
    return rc;
}

static const struct conf_extra flags[] = {{"code", "list: only those with this code", &opt.code, NULL},
                                          {"all", "those sent again, too", NULL, &opt.all},
                                          {0}};

/* Only `retry` asks the broker. */
static int judge(struct call *c, struct err *e)
{
    (void)e;
    if (!c->n_args || strcmp(c->args[0], "retry") != 0)
        c->needs &= ~(unsigned)NEEDS_BROKER;
    return 0;
}

/* As jiancha_repair where the login has been granted it, which is all that is needed here; else with the
 * login's own rights, which must be the owner's: the pages' are not enough. */
static int open_database(struct db *db, const char *conninfo, struct err *e)
{
    struct err own_rights;
    db_init(db, conninfo, "jiancha-rejects", NULL);
    if (db_connect(db, e) || migrate(db, e))
        return -1;
    if (!db_become(db, "jiancha_repair", &own_rights) || db->fail != DB_RETRY)
        return 0;
    *e = own_rights;
    return -1;
}

static int run(struct call *c, struct err *e)
{
    struct db db;
    char **v = c->args;
    int n = c->n_args;
    bool listing = n == 1 && !strcmp(v[0], "list"), showing = n == 2 && !strcmp(v[0], "show"),
         retrying = n > 1 && !strcmp(v[0], "retry");
    if (!listing && !showing && !retrying)
        return err_usage(e, "list, show ID or retry ID… is wanted; see --help");
    int rc = open_database(&db, c->conf.database, e);
    if (!rc)
        rc = listing ? list(c, &db, e) : showing ? show(c, &db, v[1], e) : retry(c, &db, n - 1, v + 1, e);
    db_close(&db);
    return rc;
}

const struct command rejects_command = {
    "rejects",    "messages that broke the contract's form: list, show, send again",
    usage,        flags,
    NEEDS_BROKER, 0,
    INT32_MAX,    judge,
    run};
