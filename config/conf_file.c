/* jiancha.conf: read, printed, and where in it an option stands. */
#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "base/ini.h"
#include "config/conf_file.h"
#include "config/option.h"

struct reading {
    struct conf *c;
    struct str path, *faults; /* a line each */
};

static void fault(void *ctx, uint32_t line, uint32_t column, const char *what)
{
    struct reading *r = ctx;
    str_printf(r->faults, "%s:%u:%u: %s\n", r->path.p, line, column, what);
}

static void wrong(struct reading *r, const struct text_at *at, const char *expected)
{
    struct str what = {0};
    text_quote(&what, at->text);
    str_printf(&what, ", expected %s", expected);
    fault(r, at->line, at->column, what.p);
    str_release(&what);
}

static void entry(void *ctx, const struct ini_entry *en)
{
    struct reading *r = ctx;
    struct str expected = {0};
    const struct option *o = en->key.text ? option_find(en->key.text, strlen(en->key.text)) : NULL;
    struct conf_place here = {CONF_FILE, en->value.line, en->value.column};
    if (!en->key.text)
        wrong(r, &en->value, "no [section] in this file");
    else if (!o)
        wrong(r, &en->key, "the name of an option (--help lists them)");
    else if (o == &option_table[CONF_config])
        wrong(r, &en->key, "any other option: this one says where this file is");
    else if (!option_set(r->c, o, en->value.text, here, &expected))
        wrong(r, &(struct text_at){option_shown(o, en->value.text), here.line, here.column}, expected.p);
    str_release(&expected);
}

int conf_file_read(struct conf *c, struct str *faults)
{
    struct reading r = {.c = c, .faults = faults};
    struct arena a = {0};
    struct str text = {0};
    struct text_at foreign;
    struct err e;
    size_t before = faults->len;
    str_printf(&r.path, "%s/jiancha.conf", c->config);
    int rc = file_read(&text, r.path.p, &e);
    if (rc < 0)
        str_printf(faults, "%s\n", e.text);
    else if (text_foreign(str_text(&text), text.len, &foreign))
        fault(&r, foreign.line, foreign.column, foreign.text);
    else
        ini_read(str_text(&text), text.len, &a, &(struct ini_taker){entry, fault, &r});
    str_release(&r.path);
    str_release(&text);
    arena_release(&a);
    return faults->len > before ? -1 : 0;
}

void conf_faults(struct str *out, const char *dir)
{
    struct conf c;
    struct str expected = {0};
    option_defaults(&c);
    if (option_set(&c, &option_table[CONF_config], dir, (struct conf_place){0}, &expected))
        conf_file_read(&c, out);
    str_release(&expected);
}

void conf_where(struct str *out, const struct conf *c, enum conf_option option)
{
    const struct option *o = &option_table[option];
    const struct conf_place *p = &c->place[option];
    char name[64];
    switch (p->source) {
    case CONF_DEFAULT: str_printf(out, "%s (default)", o->name); break;
    case CONF_FILE: str_printf(out, "%s/jiancha.conf:%u:%u", c->config, p->line, p->column); break;
    case CONF_ENVIRONMENT: str_puts(out, option_variable(o, name)); break;
    case CONF_LINE:
        str_puts(out, "--");
        for (const char *z = o->name; *z; z++)
            str_putc(out, *z == '_' ? '-' : *z);
        break;
    }
}

void conf_print(struct str *out, const struct conf *c)
{
    str_puts(out, "# jiancha.conf: the options of the running system, here with their values.\n"
                  "# Later wins: default, this file, environment (JIANCHA_NAME), command line (--name).\n");
    for (const struct option *o = option_table; o < option_table + CONF_OPTIONS; o++) {
        str_printf(out, "\n# %s", o->help);
        if (!o->text)
            str_printf(out, " (%" PRId64 "…%" PRId64 ")", o->min, o->max);
        /* the folder of this file cannot be said in it */
        str_printf(out, "\n%s%s =", o == &option_table[CONF_config] ? "# " : "", o->name);
        if (!o->text)
            str_printf(out, " %" PRId64, option_number(c, o));
        else if (*option_text(c, o))
            str_printf(out, " %s", option_text(c, o));
        str_putc(out, '\n');
    }
}
