#include <stdio.h>

#include "base/clock.h"
#include "base/file.h"
#include "cli/command.h"
#include "codec/selfreport.h"
#include "collector/produce.h"

static const char usage[] =
    "usage: jiancha report FILE.csv [option…]\n"
    "A region's own counters of a month (每月报送), for who cannot send Kafka messages: a table with the\n"
    "header region,month,counter,value. Wrong rows are named by line, and then nothing is sent. What is\n"
    "sent last for a region and month counts.\n";

static int send_all(struct call *c, const struct selfreports *reports, struct err *e)
{
    const char *const topics[] = {c->conf.topic_reports, NULL};
    struct produce *out = produce_new(&c->conf, topics, e);
    struct str text = {0};
    int rc = out ? 0 : -1;
    for (size_t i = 0; !rc && i < reports->n; i++) {
        const struct event *ev = &reports->v[i];
        str_clear(&text);
        event_write(&text, ev, &c->ref);
        rc = produce_put(out,
                         &(struct produce_message){c->conf.topic_reports, c->ref.regions[ev->region].code,
                                                   text.p, text.len, (int64_t)i + 1, INSTANT_NONE},
                         e);
    }
    if (!rc)
        rc = produce_flush(out, e);
    str_release(&text);
    produce_free(out);
    return rc;
}

static int run(struct call *c, struct err *e)
{
    struct selfreports reports;
    struct str text = {0}, findings = {0};
    int rc = file_read(&text, c->args[0], e);
    if (rc > 0)
        rc = err_set(e, "%s: there is no such file", c->args[0]);
    if (!rc && selfreport_read(c->args[0], str_text(&text), text.len, &c->ref, clock_wall(), &c->arena,
                               &reports, &findings))
        rc = err_set(e, "nothing was sent: the rows named above are wrong");
    fputs(str_text(&findings), stderr);
    if (!rc && !(rc = send_all(c, &reports, e)))
        str_printf(&c->out, "sent %zu\n", reports.n);
    str_release(&text);
    str_release(&findings);
    return rc;
}

const struct command report_command = {"report",
                                       "a region's own counters of a month, from a table",
                                       usage,
                                       NULL,
                                       NEEDS_REFDATA | NEEDS_BROKER,
                                       1,
                                       1,
                                       NULL,
                                       run};
