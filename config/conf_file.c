/* jiancha.conf: read, printed, and where in it an option stands. */
#include <inttypes.h>
#include <string.h>

#include "config/conf_file.h"
#include "config/ini_file.h"
#include "config/option.h"

static void take(struct ini_file *f, const struct ini_entry *en)
{
    struct str expected = {0};
    const struct option *o = en->key.text ? option_find(en->key.text, strlen(en->key.text)) : NULL;
    struct conf_place here = {CONF_FILE, en->value.line, en->value.column};
    if (!en->key.text)
        ini_file_wrong(f, &en->value, "no [section] in this file");
    else if (!o)
        ini_file_wrong(f, &en->key, "the name of an option (--help lists them)");
    else if (o == &option_table[CONF_config])
        ini_file_wrong(f, &en->key, "any other option: this one says where this file is");
    else if (!option_set(f->ctx, o, en->value.text, here, &expected))
        ini_file_wrong(f, &(struct text_at){option_shown(o, en->value.text), here.line, here.column},
                       expected.p);
    str_release(&expected);
}

int conf_file_read(struct conf *c, struct str *faults)
{
    return ini_file_read(&(struct ini_file){.entry = take, .ctx = c, .faults = faults}, c->config,
                         "jiancha.conf");
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
