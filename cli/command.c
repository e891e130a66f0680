#include "cli/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "collector/kafka_conf.h"
#include "collector/signals.h"
#include "config/refdata_load.h"
#include "store/reference.h"

static int not_written(int why, struct err *e)
{
    if (why == EPIPE)
        return 0; /* enough was read */
    return err_set(e, "standard output: %s", why ? strerror(why) : "not all of it could be written");
}

int command_written(struct err *e)
{
    errno = 0;
    return fflush(stdout) || ferror(stdout) ? not_written(errno, e) : 0;
}

int command_flush(struct call *c, struct err *e)
{
    errno = 0;
    bool whole = fwrite(str_text(&c->out), 1, c->out.len, stdout) == c->out.len;
    str_clear(&c->out);
    return whole ? command_written(e) : not_written(errno, e);
}

/* A kept version gives itself again, or it is not what it says. */
static int load_kept(struct call *c, const char *version, struct str *findings, struct err *e)
{
    struct read_stamp stamp;
    struct refdata_files files;
    char called[64];
    snprintf(called, sizeof called, "reference %.16s", version);
    c->view.read = read_new(c->conf.database);
    if (read_open(c->view.read, &c->view.viewer, &stamp, e) ||
        read_reference(c->view.read, version, &c->arena, &files, e))
        return -1;
    if (!files.n)
        return err_usage(e, "--reference %s: the database keeps no such version", version);
    if (refdata_load_kept(&c->ref, called, &files, findings, e))
        return -1;
    return !strcmp(c->ref.version, version)
               ? 0
               : err_set(e, "%s: what the database keeps of it is version %s", called, c->ref.version);
}

int command_reference(struct call *c, const char *version, struct err *e)
{
    struct str findings = {0};
    int rc = version ? load_kept(c, version, &findings, e)
                     : refdata_load(&c->ref, c->conf.config, &findings, e);
    str_release(&findings);
    return rc;
}

static int open_view(struct call *c, struct err *e)
{
    struct read_stamp stamp;
    c->view.read = read_new(c->conf.database);
    return view_open(&c->view, &stamp, e) || read_codes(c->view.read, &c->ref, e) ? -1 : 0;
}

static void release(struct call *c)
{
    if (c->view.read)
        read_end(c->view.read);
    read_free(c->view.read);
    refdata_release(&c->ref);
    arena_release(&c->arena);
    str_release(&c->out);
    free(c->argv);
}

/* A flag that is not given is NULL, or false. */
static void clear(const struct conf_extra *x)
{
    for (; x && x->name; x++)
        if (x->flag)
            *x->flag = false;
        else
            *x->text = NULL;
}

/* 1: only help was wanted. */
static int read_line(struct call *c, int argc, char **argv, struct err *e)
{
    const struct command *k = c->command;
    clear(k->flags);
    int rc = conf_read(&c->conf, argc, argv, &c->n_args, k->flags, k->usage, e);
    c->args = argv + 1;
    if (rc < 0 && e->kind != ERR_USAGE && k->needs & TAKES_FAULTS) {
        c->faulty = true;
        rc = 0;
    }
    if (rc)
        return rc;
    if (c->n_args > k->most)
        return k->most ? err_usage(e, "\"%s\" is too much; see --help", c->args[k->most])
                       : err_usage(e, "%s: %s takes no arguments", c->args[0], k->name);
    return c->n_args < k->least ? err_usage(e, "something is missing; see --help") : 0;
}

static int prepare(struct call *c, struct err *e)
{
    if (c->needs & NEEDS_REFDATA && command_reference(c, NULL, e))
        return -1;
    c->view.ref = &c->ref;
    c->view.arena = &c->arena;
    if (c->command->judge && c->command->judge(c, e))
        return -1;
    if (c->needs & NEEDS_BROKER) {
        if (kafka_conf_check(&c->conf, e))
            return -1;
        signals_catch();
    }
    return (c->needs & NEEDS_DATABASE) == NEEDS_DATABASE ? open_view(c, e) : 0;
}

int command_run(const struct command *command, int argc, char **argv)
{
    static struct call c; /* large, and there is one */
    static char name[40];
    struct err e = {0};
    c = (struct call){.command = command, .needs = command->needs, .argc = argc};
    c.view.viewer.role = ROLE_BUREAU; /* whoever may use the database's login by hand */
    c.argv = mem_alloc((size_t)(argc + 1) * sizeof *c.argv);
    memcpy(c.argv, argv, (size_t)argc * sizeof *c.argv); /* reading flags reorders */
    snprintf(name, sizeof name, "jiancha %s", command->name);
    log_name(name);
    int rc = read_line(&c, argc, argv, &e);
    bool help = rc > 0;
    if (!rc && !(rc = prepare(&c, &e)))
        rc = command->run(&c, &e);
    if (rc >= 0 && command_flush(&c, &e))
        rc = -1;
    release(&c);
    if (rc < 0)
        log_error("%s", e.text);
    return rc < 0 ? (int)e.kind : help ? 0 : rc;
}

int command_month(const char *flag, const char *value, month *out, struct err *e)
{
    return !value || (month_parse(value, strlen(value), out) && month_possible(*out))
               ? 0
               : err_usage(e, "%s %s: a month such as 2026-10 is wanted", flag, value);
}

int command_number(const char *flag, const char *value, int64_t min, int64_t max, int64_t *out, struct err *e)
{
    return !value || text_number(value, min, max, out)
               ? 0
               : err_usage(e, "%s %s: a number of %lld to %lld is wanted", flag, value, (long long)min,
                           (long long)max);
}

int command_instant(const char *flag, const char *value, instant *out, struct err *e)
{
    return !value || instant_parse(value, strlen(value), out)
               ? 0
               : err_usage(e, "%s %s: an RFC 3339 instant with an offset is wanted", flag, value);
}

int command_word(const char *flag, const char *value, const char *const *words, int *out, struct err *e)
{
    struct str list = {0};
    for (int i = 0; value && words[i]; i++) {
        if (!strcmp(words[i], value)) {
            *out = i;
            str_release(&list);
            return 0;
        }
        str_printf(&list, "%s%s", i ? ", " : "", words[i]);
    }
    int rc = value ? err_usage(e, "%s %s: one of %s is wanted", flag, value, str_text(&list)) : 0;
    str_release(&list);
    return rc;
}
