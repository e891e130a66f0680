#include "config/bulletin_conf.h"

#include <inttypes.h>
#include <stdio.h>
#include <stddef.h>
#include <string.h>

#include "base/file.h"
#include "base/ini.h"

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

/* The first fault counts. */
struct reading {
    struct bulletin_conf *c;
    const char *path;
    struct str fault;
};

static void take_fault(void *ctx, uint32_t line, uint32_t column, const char *what)
{
    struct reading *r = ctx;
    if (!r->fault.len)
        str_printf(&r->fault, "%s:%u:%u: %s", r->path, line, column, what);
}

static void take_wrong(struct reading *r, const struct text_at *at, const char *expected)
{
    struct str what = {0};
    str_json(&what, at->text);
    str_printf(&what, ", expected %s", expected);
    take_fault(r, at->line, at->column, what.p);
    str_release(&what);
}

static const struct setting *find(const char *name)
{
    for (int i = 0; i < SETTINGS; i++)
        if (!strcmp(setting[i].name, name))
            return &setting[i];
    return NULL;
}

static bool is_disclosure(const char *word)
{
    return !strcmp(word, "主动公开") || !strcmp(word, "依申请公开") || !strcmp(word, "不予公开");
}

static void set_text(struct reading *r, const struct setting *s, const struct text_at *value)
{
    size_t n = strlen(value->text);
    if (n >= TEXT_SIZE)
        take_wrong(r, &(struct text_at){"…", value->line, value->column}, "at most 511 bytes");
    else if (!strcmp(s->name, "disclosure") && !is_disclosure(value->text))
        take_wrong(r, value, "主动公开, 依申请公开 or 不予公开");
    else if (!strcmp(s->name, "number") && !(strstr(value->text, "%Y") && strstr(value->text, "%n")))
        take_wrong(r, value, "%Y for the year and %n for the number in it");
    else
        memcpy(text_of(r->c, s), value->text, n + 1);
}

static void take_entry(void *ctx, const struct ini_entry *en)
{
    struct reading *r = ctx;
    const struct setting *s = en->key.text ? find(en->key.text) : NULL;
    int64_t n;
    if (!en->key.text)
        take_wrong(r, &en->value, "no [section] in this file");
    else if (!s)
        take_wrong(r, &en->key, "a setting of bulletin.conf (docs/OPERATIONS.md lists them)");
    else if (s->text)
        set_text(r, s, &en->value);
    else if (text_number(en->value.text, s->min, s->max, &n))
        *number_of(r->c, s) = (int32_t)n;
    else {
        char expected[60];
        snprintf(expected, sizeof expected, "an integer %" PRId32 "…%" PRId32, s->min, s->max);
        take_wrong(r, &en->value, expected);
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

int bulletin_conf_load(struct bulletin_conf *c, const char *dir, struct err *e)
{
    struct arena a = {0};
    struct str path = {0}, text = {0};
    str_printf(&path, "%s/bulletin.conf", dir);
    struct reading r = {.c = c, .path = str_text(&path)};
    set_defaults(c);
    int rc = file_read(&text, r.path, e) < 0 ? -1 : 0;
    if (!rc)
        ini_read(str_text(&text), text.len, &a, &(struct ini_taker){take_entry, take_fault, &r});
    if (r.fault.len)
        rc = err_set(e, "%s", r.fault.p);
    str_release(&r.fault);
    str_release(&path);
    str_release(&text);
    arena_release(&a);
    return rc;
}

void bulletin_conf_print(struct str *out, const struct bulletin_conf *c)
{
    for (const struct setting *s = setting; s < setting + SETTINGS; s++) {
        str_printf(out, "# %s\n%s = ", s->help, s->name);
        if (s->text)
            str_puts(out, text_of(c, s));
        else
            str_int(out, *number_of(c, s));
        str_puts(out, "\n\n");
    }
}
