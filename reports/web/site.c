#include "reports/web/site.h"

#include <stdlib.h>

#include "base/mem.h"
#include "config/refdata_load.h"

struct site *site_load(const struct conf *conf, struct err *e)
{
    struct site *s = mem_alloc(sizeof *s);
    struct str findings = {0};
    int rc = refdata_load(&s->ref, conf->config, &findings, e);
    if (!rc && (rc = bulletin_conf_load(&s->bulletin, conf->config, e)))
        refdata_release(&s->ref);
    str_release(&findings);
    if (rc) {
        free(s);
        return NULL;
    }
    s->conf = conf;
    atomic_init(&s->holders, 1);
    return s;
}

const char *site_database(const struct conf *conf)
{
    return conf->database_web[0] ? conf->database_web : conf->database;
}

struct site *site_hold(struct site *s)
{
    atomic_fetch_add(&s->holders, 1);
    return s;
}

void site_drop(struct site *s)
{
    if (atomic_fetch_sub(&s->holders, 1) != 1)
        return;
    refdata_release(&s->ref);
    free(s);
}
