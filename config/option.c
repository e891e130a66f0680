#include "config/option.h"

#include <ctype.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/unicode.h"

#define SECRET(option) \
    ((option) == CONF_database || (option) == CONF_database_web || (option) == CONF_kafka_conf)

const struct option option_table[CONF_OPTIONS] = {
#define CONF_TEXT(name, dflt, help) \
    {#name, dflt, 0, 0, 0, help, offsetof(struct conf, name), SECRET(CONF_##name)},
#define CONF_INT(name, dflt, min, max, help) \
    {#name, NULL, dflt, min, max, help, offsetof(struct conf, name), false},
#include "config/conf.def"
};

enum { TEXT_SIZE = sizeof((struct conf *)0)->config };

static void *member(struct conf *c, const struct option *o) { return (char *)c + o->offset; }
static const void *value_of(const struct conf *c, const struct option *o)
{
    return (const char *)c + o->offset;
}

const char *option_text(const struct conf *c, const struct option *o) { return value_of(c, o); }
int64_t option_number(const struct conf *c, const struct option *o)
{
    return *(const int64_t *)value_of(c, o);
}

bool option_same_name(const char *a, const char *b, size_t n)
{
    if (strlen(b) != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if ((a[i] == '-' ? '_' : a[i]) != (b[i] == '-' ? '_' : b[i]))
            return false;
    return true;
}

const struct option *option_find(const char *name, size_t n)
{
    for (int i = 0; i < CONF_OPTIONS; i++)
        if (option_same_name(name, option_table[i].name, n))
            return &option_table[i];
    return NULL;
}

const char *option_variable(const struct option *o, char name[64])
{
    int n = snprintf(name, 64, "JIANCHA_%s", o->name);
    for (int i = 0; i < n; i++)
        name[i] = (char)toupper((unsigned char)name[i]);
    return name;
}

const char *option_shown(const struct option *o, const char *value) { return o->secret ? "…" : value; }

/* A name of a file need not be UTF-8, and a password may be anything. */
static bool seen(const struct option *o, const char *value, struct str *expected)
{
    const char *what;
    uint32_t c = !o->secret && str_utf8(value, strlen(value)) ? unicode_unseen(value, &what) : 0;
    if (c)
        str_printf(expected, "text without U+%04X (%s)", c, what);
    return !c;
}

static bool set(struct conf *c, const struct option *o, const char *value, struct str *expected)
{
    if (!o->text) {
        if (text_number(value, o->min, o->max, member(c, o)))
            return true;
        str_printf(expected, "an integer %" PRId64 "…%" PRId64, o->min, o->max);
        return false;
    }
    size_t n = strlen(value);
    if (n >= TEXT_SIZE) {
        str_printf(expected, "at most %d bytes", TEXT_SIZE - 1);
        return false;
    }
    if (!seen(o, value, expected))
        return false;
    memcpy(member(c, o), value, n + 1);
    return true;
}

bool option_set(struct conf *c, const struct option *o, const char *value, struct conf_place by,
                struct str *expected)
{
    if (!set(c, o, value, expected))
        return false;
    c->place[o - option_table] = by;
    return true;
}

void option_defaults(struct conf *c)
{
    memset(c, 0, sizeof *c);
    for (const struct option *o = option_table; o < option_table + CONF_OPTIONS; o++)
        if (o->text)
            memcpy(member(c, o), o->text, strlen(o->text) + 1);
        else
            memcpy(member(c, o), &o->number, sizeof o->number);
}
