#include "config/conf.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "config/conf_file.h"
#include "config/ini_file.h"
#include "config/option.h"

/* The option's environment variable, NULL if it is not set; set to nothing counts as not set. */
static const char *environment(const struct option *o, char name[64])
{
    const char *value = getenv(option_variable(o, name));
    return value && *value ? value : NULL;
}

static int set_or_say(struct conf *c, const struct option *o, const char *prefix, const char *name,
                      const char *value, struct err *e)
{
    struct str expected = {0}, shown = {0};
    struct conf_place by = {*prefix ? CONF_LINE : CONF_ENVIRONMENT, 0, 0};
    int rc = 0;
    if (!option_set(c, o, value, by, &expected)) {
        text_quote(&shown, option_shown(o, value));
        rc = err_usage(e, "%s%s %.*s: expected %s", prefix, name, (int)shown.len - 2, shown.p + 1,
                       expected.p);
    }
    str_release(&expected);
    str_release(&shown);
    return rc;
}

/* What Kubernetes puts into the environment of every container where a service is called jiancha…:
 * JIANCHA_SERVICE_HOST, JIANCHA_PORT=tcp://…, JIANCHA_PORT_8080_TCP_ADDR. */
static bool service_link(const char *name, const char *value)
{
    static const char *const scheme[] = {"tcp://", "udp://", "sctp://"};
    for (size_t i = 0; i < sizeof scheme / sizeof *scheme; i++)
        if (!strncmp(value, scheme[i], strlen(scheme[i])))
            return true;
    const char *port = strstr(name, "_PORT_");
    return strstr(name, "_SERVICE_HOST") || strstr(name, "_SERVICE_PORT") ||
           (port && port[6] >= '0' && port[6] <= '9');
}

/* A variable that looks like an option and is none was meant to be one. */
static int known_variable(const char *entry, struct err *e)
{
    static const char prefix[] = "JIANCHA_";
    char name[64];
    const char *eq = strchr(entry, '=');
    if (!eq || !eq[1] || strncmp(entry, prefix, sizeof prefix - 1) != 0)
        return 0;
    for (const struct option *o = option_table; o < option_table + CONF_OPTIONS; o++)
        if (strlen(option_variable(o, name)) == (size_t)(eq - entry) &&
            !strncmp(entry, name, (size_t)(eq - entry)))
            return 0;
    return service_link(entry, eq + 1) ? 0
                                       : err_usage(e, "%.*s: no option has this variable (--help lists them)",
                                                   (int)(eq - entry), entry);
}

static int read_environment(struct conf *c, struct err *e)
{
    char name[64];
    for (char **entry = environ; entry && *entry; entry++)
        if (known_variable(*entry, e))
            return -1;
    for (const struct option *o = option_table; o < option_table + CONF_OPTIONS; o++) {
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
    const char *env = environment(&option_table[CONF_config], name), *named = flag ? flag : env;
    const char *dir = named ? named : is_folder("config") ? "config" : "/etc/jiancha";
    if (set_or_say(c, &option_table[CONF_config], flag ? "--" : "",
                   flag ? option_table[CONF_config].name : name, dir, e))
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
    for (const struct option *o = option_table; o < option_table + CONF_OPTIONS; o++) {
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
    const char *value[CONF_OPTIONS]; /* as given, NULL: not given */
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
        if (option_same_name(name, x->name, n))
            return x;
    return NULL;
}

/* argv[i] is --name or --name=value. */
static int take_flag(struct line *l, struct err *e)
{
    const char *flag = l->argv[l->i], *name = flag + 2, *eq = strchr(name, '=');
    size_t n = eq ? (size_t)(eq - name) : strlen(name);
    const struct conf_extra *x = find_extra(l, name, n);
    const struct option *o = x ? NULL : option_find(name, n);
    if (!x && !o)
        return err_usage(e, "unknown flag %s (--help lists them)", flag);
    if (x && x->flag) {
        *x->flag = true;
        return eq ? err_usage(e, "%s: --%s takes no value", flag, x->name) : 0;
    }
    const char *value = flag_value(l, eq);
    if (!value)
        return err_usage(e, "%s: a value is missing behind it", flag);
    *(x ? x->text : &l->value[o - option_table]) = value;
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
    option_defaults(c);
    int rc = take_line(&l, e);
    *n_args = l.n_args;
    if (rc > 0)
        print_help(extra, usage);
    if (rc != 0)
        return rc;
    if (choose_folder(c, l.value[CONF_config], e))
        return -1;
    struct str faults = {0};
    int file = conf_file_read(c, &faults) ? ini_file_failed(&faults, e) : 0;
    if (read_environment(c, e))
        return -1;
    for (int i = 0; i < CONF_OPTIONS; i++)
        if (l.value[i] && set_or_say(c, &option_table[i], "--", option_table[i].name, l.value[i], e))
            return -1;
    return file;
}
