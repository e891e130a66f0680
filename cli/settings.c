#include "cli/settings.h"

#include "base/address.h"
#include "collector/kafka_conf.h"
#include "store/conninfo.h"

static int check_database(const struct conf *c, struct err *e) { return conninfo_check(c->database, e); }
static int check_listen(const struct conf *c, struct err *e)
{
    struct address a;
    return address_to_listen(c->listen, &a, e);
}

/* `run` numbers its workers from `slot` on. */
static int check_slots(const struct conf *c, struct err *e)
{
    return c->slot + c->workers <= CONF_SLOTS
               ? 0
               : err_usage(e, "workers: %d from slot %d on are more than the %d slots", (int)c->workers,
                           (int)c->slot, CONF_SLOTS);
}

static const struct {
    enum conf_option option;
    int (*check)(const struct conf *c, struct err *e);
} part[] = {
    {CONF_database, check_database},
    {CONF_brokers, kafka_conf_brokers},
    {CONF_group, kafka_conf_group},
    {CONF_topic_events, kafka_conf_topic_events},
    {CONF_topic_reports, kafka_conf_topic_reports},
    {CONF_listen, check_listen},
    {CONF_workers, check_slots},
    {CONF_kafka_conf, kafka_conf_settings},
};

int settings_check(const struct conf *conf, struct str *findings, struct err *e)
{
    struct err one;
    int rc = 0;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (!part[i].check(conf, &one))
            continue;
        struct str line = {0};
        conf_where(&line, conf, part[i].option);
        str_printf(&line, ": %s", one.text);
        if (!rc)
            err_usage(e, "%s", line.p);
        if (findings)
            str_printf(findings, "%s\n", line.p);
        str_release(&line);
        rc = -1;
    }
    return rc;
}
