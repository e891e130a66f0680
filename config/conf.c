#include "config/conf.h"

#include <ctype.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/ini.h"

struct option {
    const char *name, *text; /* text: the default, NULL: a number */
    int64_t number, min, max;
    const char *help;
    size_t offset; /* into struct conf */
};
static const struct option option[] = {
#define CONF_TEXT(name, dflt, help) {#name, dflt, 0, 0, 0, help, offsetof(struct conf, name)},
#define CONF_INT(name, dflt, min, max, help) {#name, NULL, dflt, min, max, help, offsetof(struct conf, name)},
#include "config/conf.def"
};
enum { OPTIONS = sizeof option / sizeof *option };

enum { TEXT_SIZE = sizeof((struct conf *)0)->config };

static char *text_of(const struct conf *c, const struct option *o) { return (char *)c + o->offset; }
static int64_t *number_of(const struct conf *c, const struct option *o)
{
    return (int64_t *)((char *)c + o->offset);
}

/* Names are the same whether written with - or _. */
static bool same_name(const char *a, const char *b, size_t n)
{
    if (strlen(b) != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if ((a[i] == '-' ? '_' : a[i]) != (b[i] == '-' ? '_' : b[i]))
            return false;
    return true;
}

static const struct option *find(const char *name, size_t n)
{
    for (int i = 0; i < OPTIONS; i++)
        if (same_name(name, option[i].name, n))
            return &option[i];
    return NULL;
}

/* Sets the option; on a value that it cannot take, what it expects goes to `expected`. */
static bool set(struct conf *c, const struct option *o, const char *value, struct str *expected)
{
    if (!o->text) {
        if (text_number(value, o->min, o->max, number_of(c, o)))
            return true;
        str_printf(expected, "an integer %" PRId64 "…%" PRId64, o->min, o->max);
        return false;
    }
    size_t n = strlen(value);
    if (n >= TEXT_SIZE) {
        str_printf(expected, "at most %d bytes", TEXT_SIZE - 1);
        return false;
    }
    memcpy(text_of(c, o), value, n + 1);
    return true;
}

static void set_defaults(struct conf *c)
{
    memset(c, 0, sizeof *c);
    for (const struct option *o = option; o < option + OPTIONS; o++)
        if (o->text)
            memcpy(text_of(c, o), o->text, strlen(o->text) + 1);
        else
            *number_of(c, o) = o->number;
}

/* jiancha.conf: the first fault counts. */
struct reading {
    struct conf *c;
    struct str path, fault;
};

static void file_fault(void *ctx, uint32_t line, uint32_t column, const char *what)
{
    struct reading *r = ctx;
    if (!r->fault.len)
        str_printf(&r->fault, "%s:%u:%u: %s", r->path.p, line, column, what);
}

static void file_wrong(struct reading *r, const struct text_at *at, const char *expected)
{
    struct str what = {0};
    str_json(&what, at->text);
    str_printf(&what, ", expected %s", expected);
    file_fault(r, at->line, at->column, what.p);
    str_release(&what);
}

/* What a message may quote: texts are refused for their length alone, and may hold a password. */
static const char *shown(const struct option *o, const char *value) { return o->text ? "…" : value; }

static void file_entry(void *ctx, const struct ini_entry *en)
{
    struct reading *r = ctx;
    struct str expected = {0};
    const struct option *o = en->key.text ? find(en->key.text, strlen(en->key.text)) : NULL;
    if (!en->key.text)
        file_wrong(r, &en->value, "no [section] in this file");
    else if (!o)
        file_wrong(r, &en->key, "the name of an option (--help lists them)");
    else if (o->offset == offsetof(struct conf, config))
        file_wrong(r, &en->key, "any other option: this one says where this file is");
    else if (!set(r->c, o, en->value.text, &expected))
        file_wrong(r, &(struct text_at){shown(o, en->value.text), en->value.line, en->value.column},
                   expected.p);
    str_release(&expected);
}

static int read_file(struct conf *c, struct err *e)
{
    struct reading r = {.c = c};
    struct arena a = {0};
    struct str text = {0};
    str_printf(&r.path, "%s/jiancha.conf", c->config);
    int rc = file_read(&text, r.path.p, e) < 0 ? -1 : 0;
    if (rc == 0)
        ini_read(str_text(&text), text.len, &a, &(struct ini_taker){file_entry, file_fault, &r});
    if (r.fault.len)
        rc = err_set(e, "%s", r.fault.p);
    str_release(&r.fault);
    str_release(&r.path);
    str_release(&text);
    arena_release(&a);
    return rc;
}

/* The option's environment variable, NULL if it is not set; set to nothing counts as not set. */
static const char *environment(const struct option *o, char name[64])
{
    int n = snprintf(name, 64, "JIANCHA_%s", o->name);
    for (int i = 0; i < n; i++)
        name[i] = (char)toupper((unsigned char)name[i]);
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

static int set_or_say(struct conf *c, const struct option *o, const char *prefix, const char *name,
                      const char *value, struct err *e)
{
    struct str expected = {0};
    int rc = set(c, o, value, &expected)
                 ? 0
                 : err_usage(e, "%s%s %s: expected %s", prefix, name, shown(o, value), expected.p);
    str_release(&expected);
    return rc;
}

static int read_environment(struct conf *c, struct err *e)
{
    char name[64];
    for (const struct option *o = option; o < option + OPTIONS; o++) {
        const char *value = environment(o, name);
        if (value && set_or_say(c, o, "", name, value, e))
            return -1;
    }
    return 0;
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Where jiancha.conf is: a folder that was named must be there, the two usual ones need not. */
static int choose_folder(struct conf *c, const char *flag, struct err *e)
{
    char name[64];
    const char *env = environment(&option[0], name), *named = flag ? flag : env;
    const char *dir = named ? named : is_folder("config") ? "config" : "/etc/jiancha";
    if (set_or_say(c, &option[0], flag ? "--" : "", flag ? option[0].name : name, dir, e))
        return -1;
    return !named || is_folder(named)
               ? 0
               : err_usage(e, "%s %s: no such folder", flag ? "--config" : name, named);
}

static void help_line(const char *name, const char *value, const char *help)
{
    struct str flag = {0};
    str_printf(&flag, "--%s%s", name, value);
    for (char *p = flag.p; *p; p++)
        *p = *p == '_' ? '-' : *p;
    printf("  %-24s %s", flag.p, help);
    str_release(&flag);
}

static void print_help(const struct conf_extra *extra, const char *usage)
{
    printf("%s\n", usage);
    for (; extra && extra->name; extra++) {
        help_line(extra->name, extra->flag ? "" : " VALUE", extra->help);
        putchar('\n');
    }
    for (const struct option *o = option; o < option + OPTIONS; o++) {
        help_line(o->name, o->text ? " TEXT" : " N", o->help);
        if (!o->text)
            printf(" (%" PRId64 "; %" PRId64 "…%" PRId64 ")\n", o->number, o->min, o->max);
        else
            printf(*o->text ? " (%s)\n" : "\n", o->text);
    }
    puts("Each can stand in jiancha.conf (name = value) or the environment (JIANCHA_NAME) too.\n"
         "Later wins: default, file, environment, command line.");
}

/* The command line as it is taken apart. */
struct line {
    const char *value[OPTIONS]; /* as given, NULL: not given */
    const struct conf_extra *extra;
    char **argv;
    int argc, i; /* where we are */
    int n_args;
};

/* The value of a flag that needs one: behind its = or the next word. */
static const char *flag_value(struct line *l, const char *eq)
{
    if (eq)
        return eq + 1;
    return l->i + 1 < l->argc ? l->argv[++l->i] : NULL;
}

static const struct conf_extra *find_extra(const struct line *l, const char *name, size_t n)
{
    for (const struct conf_extra *x = l->extra; x && x->name; x++)
        if (same_name(name, x->name, n))
            return x;
    return NULL;
}

/* argv[i] is --name or --name=value. */
static int take_flag(struct line *l, struct err *e)
{
    const char *flag = l->argv[l->i], *name = flag + 2, *eq = strchr(name, '=');
    size_t n = eq ? (size_t)(eq - name) : strlen(name);
    const struct conf_extra *x = find_extra(l, name, n);
    const struct option *o = x ? NULL : find(name, n);
    if (!x && !o)
        return err_usage(e, "unknown flag %s (--help lists them)", flag);
    if (x && x->flag) {
        *x->flag = true;
        return eq ? err_usage(e, "%s: --%s takes no value", flag, x->name) : 0;
    }
    const char *value = flag_value(l, eq);
    if (!value)
        return err_usage(e, "%s: a value is missing behind it", flag);
    *(x ? x->text : &l->value[o - option]) = value;
    return 0;
}

/* 1: help is wanted. Words that are no flags move to the front. */
static int take_line(struct line *l, struct err *e)
{
    bool flags = true;
    for (l->i = 1; l->i < l->argc; l->i++) {
        char *word = l->argv[l->i];
        if (!flags || word[0] != '-' || !word[1])
            l->argv[1 + l->n_args++] = word;
        else if (!strcmp(word, "--"))
            flags = false;
        else if (!strcmp(word, "--help") || !strcmp(word, "-h"))
            return 1;
        else if (word[1] != '-')
            return err_usage(e, "unknown flag %s (--help lists them)", word);
        else if (take_flag(l, e))
            return -1;
    }
    return 0;
}

int conf_read(struct conf *c, int argc, char **argv, int *n_args, const struct conf_extra *extra,
              const char *usage, struct err *e)
{
    struct line l = {.extra = extra, .argv = argv, .argc = argc};
    set_defaults(c);
    int rc = take_line(&l, e);
    *n_args = l.n_args;
    if (rc > 0)
        print_help(extra, usage);
    if (rc != 0)
        return rc;
    if (choose_folder(c, l.value[0], e) || read_file(c, e) || read_environment(c, e))
        return -1;
    for (int i = 0; i < OPTIONS; i++)
        if (l.value[i] && set_or_say(c, &option[i], "--", option[i].name, l.value[i], e))
            return -1;
    return 0;
}

void conf_print(struct str *out, const struct conf *c)
{
    str_puts(out, "# jiancha.conf: the options of the running system, here with their values.\n"
                  "# Later wins: default, this file, environment (JIANCHA_NAME), command line (--name).\n");
    for (const struct option *o = option; o < option + OPTIONS; o++) {
        str_printf(out, "\n# %s", o->help);
        if (!o->text)
            str_printf(out, " (%" PRId64 "…%" PRId64 ")", o->min, o->max);
        /* the folder of this file cannot be said in it */
        str_printf(out, "\n%s%s =", o->offset == offsetof(struct conf, config) ? "# " : "", o->name);
        if (!o->text)
            str_printf(out, " %" PRId64, *number_of(c, o));
        else if (*text_of(c, o))
            str_printf(out, " %s", text_of(c, o));
        str_putc(out, '\n');
    }
}
