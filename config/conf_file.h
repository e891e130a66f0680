/* The options' file, as conf.c reads it. */
#ifndef CONFIG_CONF_FILE_H
#define CONFIG_CONF_FILE_H

#include "config/conf.h"

/* c->config/jiancha.conf, if there is one; -1: with faults, a line each ("file:line:column: …"). */
int conf_file_read(struct conf *c, struct str *faults);

#endif
