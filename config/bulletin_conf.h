/* bulletin.conf: what an office puts around its figures. */
#ifndef CONFIG_BULLETIN_CONF_H
#define CONFIG_BULLETIN_CONF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct bulletin_conf {
#define BULLETIN_TEXT(name, dflt, help) char name[512];
#define BULLETIN_INT(name, dflt, min, max, help) int32_t name;
#include "config/bulletin.def"
};

/* The defaults, then DIR/bulletin.conf if there is one (`name = value`). -1: a bad line, named. */
int bulletin_conf_load(struct bulletin_conf *c, const char *dir, struct err *e);
/* Every fault of DIR/bulletin.conf, a line each; -1 if there is any. */
int bulletin_conf_faults(struct str *out, const char *dir);
bool bulletin_conf_is_disclosure(const char *word); /* 主动公开, 依申请公开, 不予公开 */

#endif
