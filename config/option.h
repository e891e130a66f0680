/* The option table as the readers of its four sources use it. */
#ifndef CONFIG_OPTION_H
#define CONFIG_OPTION_H

#include "config/conf.h"

struct option {
    const char *name, *text; /* text: the default; NULL: a number */
    int64_t number, min, max;
    const char *help;
    size_t offset; /* into struct conf */
    bool secret; /* its value may hold a password: no message quotes it */
};
extern const struct option option_table[CONF_OPTIONS]; /* by enum conf_option */

/* The option of this name, written with - or _; NULL: there is none. */
const struct option *option_find(const char *name, size_t n);
bool option_same_name(const char *a, const char *b, size_t n);
void option_defaults(struct conf *c);
/* Sets the option and notes by whom; on a value that it cannot take, what it expects goes to `expected`. */
bool option_set(struct conf *c, const struct option *o, const char *value, struct conf_place by,
                struct str *expected);
/* What a message may quote of a value. */
const char *option_shown(const struct option *o, const char *value);

const char *option_text(const struct conf *c, const struct option *o);
int64_t option_number(const struct conf *c, const struct option *o);
/* Its environment variable, JIANCHA_NAME. */
const char *option_variable(const struct option *o, char name[64]);

#endif
