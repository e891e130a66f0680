/* What a string means is libpq's affair, and much of it is judged only on the way to the first packet
 * (sslmode, port, service). So it is asked to connect, with every host replaced by the broadcast address, to
 * which no connection can be made: what it says before it has tried is a fault of the string. */
#include "store/conninfo.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum { OPTIONS = 100 };

/* Names and values, ended by NULL, as PQconnectdbParams takes them. */
struct params {
    const char *key[OPTIONS], *value[OPTIONS];
    int n;
};

static void put(struct params *p, const char *key, const char *value)
{
    if (value && p->n + 1 < OPTIONS) {
        p->key[p->n] = key;
        p->value[p->n++] = value;
    }
}

/* A string without = is the name of a database. NULL: it cannot be taken apart. */
static PQconninfoOption *take_apart(const char *conninfo, struct params *p)
{
    bool name = !strchr(conninfo, '=') && strncmp(conninfo, "postgres://", 11) != 0 &&
                strncmp(conninfo, "postgresql://", 13) != 0;
    PQconninfoOption *parsed = PQconninfoParse(name ? "" : conninfo, NULL);
    if (name && *conninfo)
        put(p, "dbname", conninfo);
    return parsed;
}

/* The hosts that libpq would try: as many as there are commas, and one. */
static void put_nowhere(struct params *p, struct str *nowhere, const char *hosts)
{
    str_puts(nowhere, "255.255.255.255");
    for (; hosts && *hosts; hosts++)
        if (*hosts == ',')
            str_puts(nowhere, ",255.255.255.255");
    put(p, "hostaddr", nowhere->p);
}

static const char *given(const PQconninfoOption *o, const char *key, const char *variable)
{
    for (; o->keyword; o++)
        if (!strcmp(o->keyword, key) && o->val)
            return o->val;
    return getenv(variable);
}

/* The first line of what libpq said that is about the string and not about this attempt (sockets, users,
 * servers come and go); NULL: there is none. Hosts of a service file are not counted above, so that their
 * number does not fit says nothing. */
static const char *objection(const char *said, bool service)
{
    static const char *const about[] = {"invalid ", "definition of service ", "sslmode value ",
                                        "gssencmode value ", "could not match "};
    enum { ABOUT = sizeof about / sizeof *about };
    for (const char *line = said; *line; line += strcspn(line, "\n"), line += *line == '\n')
        for (int i = 0; i < ABOUT - service; i++)
            if (!strncmp(line, about[i], strlen(about[i])))
                return line;
    return NULL;
}

/* Without what stands in quotes, but for the option's name. */
static int refuse(const char *objection, struct err *e)
{
    static const char option[] = "connection option \"";
    const char *name = strstr(objection, option);
    name = name ? name + sizeof option - 1 : "";
    return err_usage(
        e,
        "database: libpq refuses the connection string: %.*s%s%.*s; it is not shown, for it may hold a "
        "password",
        (int)strcspn(objection, ":\"\n"), objection, *name ? "for " : "",
        (int)strspn(name, "abcdefghijklmnopqrstuvwxyz_"), name);
}

int conninfo_check(const char *conninfo, struct err *e)
{
    struct params p = {.n = 0};
    struct str nowhere = {0};
    PQconninfoOption *parsed = take_apart(conninfo, &p);
    if (!parsed)
        return err_usage(e, "database: the connection string cannot be read (key=value …, or "
                            "postgresql://…); it is not shown, for it may hold a password");
    const char *hosts = given(parsed, "hostaddr", "PGHOSTADDR");
    put_nowhere(&p, &nowhere, hosts ? hosts : given(parsed, "host", "PGHOST"));
    for (const PQconninfoOption *o = parsed; o->keyword; o++)
        if (strcmp(o->keyword, "hostaddr") != 0)
            put(&p, o->keyword, o->val);
    PGconn *conn = PQconnectdbParams(p.key, p.value, 0);
    const char *said = conn ? objection(PQerrorMessage(conn), given(parsed, "service", "PGSERVICE")) : NULL;
    int rc = said ? refuse(said, e) : 0;
    PQfinish(conn);
    PQconninfoFree(parsed);
    str_release(&nowhere);
    return rc;
}
