#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "config/refdata_load.h"
#include "base/text.h"

int cli_database(struct cli *c, struct err *e)
{
    c->page.read = read_new(c->conf.database);
    if (read_open(c->page.read, &c->page.stamp, e))
        return -1;
    c->page.month = day_month(instant_day(c->page.stamp.now));
    return 0;
}

int cli_flush(struct cli *c, struct err *e)
{
    bool ok = fwrite(str_text(&c->out), 1, c->out.len, stdout) == c->out.len && !fflush(stdout);
    str_clear(&c->out);
    return ok ? 0 : err_set(e, "standard output: %s", strerror(errno));
}

static int load(struct cli *c, struct err *e)
{
    struct str findings = {0};
    int rc = refdata_load(&c->ref, c->conf.config, &findings, e);
    str_release(&findings);
    return rc;
}

static void release(struct cli *c)
{
    if (c->page.read)
        read_end(c->page.read);
    read_free(c->page.read);
    refdata_release(&c->ref);
    arena_release(&c->arena);
    str_release(&c->out);
}

int cli_run(int argc, char **argv, const struct conf_extra *extra, const char *usage, int most, cli_fn *work)
{
    static struct cli c;
    struct err e = {0};
    c = (struct cli){.args = argv + 1};
    int rc = conf_read(&c.conf, argc, argv, &c.n_args, extra, usage, &e);
    if (rc > 0)
        return 0;
    log_name(argv[0]);
    if (!rc && c.n_args > most)
        rc = err_usage(&e, "\"%s\" is too much; see --help", c.args[most]);
    if (!rc && !(rc = load(&c, &e))) {
        c.site = (struct site){&c.conf, &c.ref};
        c.page = (struct page){.site = &c.site, .ref = &c.ref, .a = &c.arena};
        rc = work(&c, &e);
        if (!rc)
            rc = cli_flush(&c, &e);
        release(&c);
    }
    if (rc)
        log_error("%s", e.text);
    return rc ? (int)e.kind : 0;
}

int cli_month(const char *flag, const char *value, month *out, struct err *e)
{
    return !value || month_parse(value, strlen(value), out)
               ? 0
               : err_usage(e, "%s %s: a month such as 2026-10 is wanted", flag, value);
}

int cli_number(const char *flag, const char *value, int64_t min, int64_t max, int64_t *out, struct err *e)
{
    return !value || text_number(value, min, max, out)
               ? 0
               : err_usage(e, "%s %s: a number of %lld to %lld is wanted", flag, value, (long long)min,
                           (long long)max);
}

int cli_instant(const char *flag, const char *value, instant *out, struct err *e)
{
    return !value || instant_parse(value, strlen(value), out)
               ? 0
               : err_usage(e, "%s %s: an RFC 3339 instant with an offset is wanted", flag, value);
}

int cli_word(const char *flag, const char *value, const char *const *words, int *out, struct err *e)
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

int cli_code(const char *flag, const char *value, int32_t index, struct err *e)
{
    return !value || index >= 0
               ? 0
               : err_usage(e, "%s %s: the reference data does not have this code", flag, value);
}
