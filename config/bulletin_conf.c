#include "config/bulletin_conf.h"

#include <inttypes.h>
#include <stdio.h>
#include <stddef.h>
#include <string.h>

#include "base/unicode.h"
#include "config/ini_file.h"

struct setting {
    const char *name, *text; /* text: the default, NULL: a number */
    int32_t number, min, max;
    const char *help;
    size_t offset; /* into struct bulletin_conf */
};
static const struct setting setting[] = {
#define BULLETIN_TEXT(name, dflt, help) {#name, dflt, 0, 0, 0, help, offsetof(struct bulletin_conf, name)},
#define BULLETIN_INT(name, dflt, min, max, help) \
    {#name, NULL, dflt, min, max, help, offsetof(struct bulletin_conf, name)},
#include "config/bulletin.def"
};
enum { SETTINGS = sizeof setting / sizeof *setting, TEXT_SIZE = sizeof((struct bulletin_conf *)0)->issuer };

static char *text_of(const struct bulletin_conf *c, const struct setting *s) { return (char *)c + s->offset; }
static int32_t *number_of(const struct bulletin_conf *c, const struct setting *s)
{
    return (int32_t *)((char *)c + s->offset);
}

static const struct setting *find(const char *name)
{
    for (int i = 0; i < SETTINGS; i++)
        if (!strcmp(setting[i].name, name))
            return &setting[i];
    return NULL;
}

bool bulletin_conf_is_disclosure(const char *word)
{
    return !strcmp(word, "主动公开") || !strcmp(word, "依申请公开") || !strcmp(word, "不予公开");
}

/* An ideographic space parts the characters of a short name: that one may be. */
static uint32_t unseen(const char *z, const char **what)
{
    uint32_t c;
    while ((c = unicode_unseen(z, what)) == 0x3000)
        z = strstr(z, "\xe3\x80\x80") + 3;
    return c;
}

static void set_text(struct ini_file *f, const struct setting *s, const struct text_at *value)
{
    size_t n = strlen(value->text);
    const char *what;
    char expected[80];
    uint32_t c = unseen(value->text, &what);
    if (n >= TEXT_SIZE)
        ini_file_wrong(f, value, "at most 511 bytes");
    else if (c) {
        snprintf(expected, sizeof expected, "text without U+%04X (%s)", c, what);
        ini_file_wrong(f, value, expected);
    } else if (!strcmp(s->name, "disclosure") && !bulletin_conf_is_disclosure(value->text))
        ini_file_wrong(f, value, "主动公开, 依申请公开 or 不予公开");
    else if (!strcmp(s->name, "number") && !(strstr(value->text, "%Y") && strstr(value->text, "%n")))
        ini_file_wrong(f, value, "%Y for the year and %n for the number in it");
    else
        memcpy(text_of(f->ctx, s), value->text, n + 1);
}

static void take(struct ini_file *f, const struct ini_entry *en)
{
    const struct setting *s = en->key.text ? find(en->key.text) : NULL;
    int64_t n;
    if (!en->key.text)
        ini_file_wrong(f, &en->value, "no [section] in this file");
    else if (!s)
        ini_file_wrong(f, &en->key, "a setting of bulletin.conf (docs/OPERATIONS.md lists them)");
    else if (s->text)
        set_text(f, s, &en->value);
    else if (text_number(en->value.text, s->min, s->max, &n))
        *number_of(f->ctx, s) = (int32_t)n;
    else {
        char expected[60];
        snprintf(expected, sizeof expected, "an integer %" PRId32 "…%" PRId32, s->min, s->max);
        ini_file_wrong(f, &en->value, expected);
    }
}

static void set_defaults(struct bulletin_conf *c)
{
    memset(c, 0, sizeof *c);
    for (const struct setting *s = setting; s < setting + SETTINGS; s++)
        if (s->text)
            memcpy(text_of(c, s), s->text, strlen(s->text) + 1);
        else
            *number_of(c, s) = s->number;
}

static int read_all(struct bulletin_conf *c, const char *dir, struct str *faults)
{
    set_defaults(c);
    return ini_file_read(&(struct ini_file){.entry = take, .ctx = c, .faults = faults}, dir, "bulletin.conf");
}

int bulletin_conf_load(struct bulletin_conf *c, const char *dir, struct err *e)
{
    struct str faults = {0};
    return read_all(c, dir, &faults) ? ini_file_failed(&faults, e) : 0;
}

int bulletin_conf_faults(struct str *out, const char *dir)
{
    struct bulletin_conf c;
    return read_all(&c, dir, out);
}
