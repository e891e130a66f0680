/* The options of the running system: one table gives the names in jiancha.conf (`name = value`), the
 * command-line flags (`--name value`), the environment variables (JIANCHA_NAME), the defaults and the help.
 * Later wins: default, file, environment, command line. */
#ifndef CONFIG_CONF_H
#define CONFIG_CONF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum { CONF_SLOTS = 64 }; /* workers that may run at once, on all machines */

enum conf_option {
#define CONF_TEXT(name, dflt, help) CONF_##name,
#define CONF_INT(name, dflt, min, max, help) CONF_##name,
#include "config/conf.def"
    CONF_OPTIONS
};

/* Who had the last word about an option. */
struct conf_place {
    enum { CONF_DEFAULT, CONF_FILE, CONF_ENVIRONMENT, CONF_LINE } source;
    uint32_t line, column; /* in the file */
};

struct conf {
#define CONF_TEXT(name, dflt, help) char name[512];
#define CONF_INT(name, dflt, min, max, help) int64_t name;
#include "config/conf.def"
    struct conf_place place[CONF_OPTIONS];
};

/* A flag that only one command has, beside the table's: `--name VALUE`, or `--name` alone where `flag` is
 * set. */
struct conf_extra {
    const char *name, *help;
    const char **text; /* the value lands here (borrowed from argv) … */
    bool *flag; /* … or this becomes true */
};

/* Reads the defaults, DIR/jiancha.conf if there is one (DIR = --config, JIANCHA_CONFIG, else ./config, else
 * /etc/jiancha), the environment and argv. argv[0] is the command; what is not a flag is moved to the front
 * and counted in *n_args (argv[1…]). `--help` prints `usage`, the extras and the table to stdout and returns
 * 1; 0: go on; -1: wrong use, also by a variable JIANCHA_… that is none of the table, or a bad file (file,
 * line, column, what was expected; the other sources are read all the same). */
int conf_read(struct conf *c, int argc, char **argv, int *n_args, const struct conf_extra *extra,
              const char *usage, struct err *e);
/* Every fault of DIR/jiancha.conf, a line each. */
void conf_faults(struct str *out, const char *dir);
/* Where the option was set: "DIR/jiancha.conf:3:10", "JIANCHA_LISTEN", "--listen", "listen (default)". */
void conf_where(struct str *out, const struct conf *c, enum conf_option o);
/* The table as a commented jiancha.conf, with the values of c. */
void conf_print(struct str *out, const struct conf *c);

#endif
