/* notify.conf: who is told what, how and when. A notice goes to each receiver by the first of its rules that
 * takes it. Secrets stand in files or in the environment; the file has references to them. */
#ifndef CONFIG_NOTIFY_CONF_H
#define CONFIG_NOTIFY_CONF_H

#include "analyzer/refdata.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

enum notify_kind {
    NOTIFY_NONE = 0,
    NOTIFY_WEBHOOK = 1,
    NOTIFY_WECOM = 2,
    NOTIFY_DINGTALK = 4,
    NOTIFY_MAIL = 8,
    NOTIFY_HTTP = 16,
    NOTIFY_ALL = 31,
};
enum notify_when { NOTIFY_NOW, NOTIFY_HOURS, NOTIFY_DIGEST };
enum { NOTIFY_NAME = 33, NOTIFY_TEXT = 512 };

struct notify_receiver {
    char called[NOTIFY_NAME];
    uint32_t line; /* of its section */
    enum notify_kind is;
#define RECEIVER_TEXT(name, ...) char name[NOTIFY_TEXT];
#define RECEIVER_SECRET(name, ...) char name[NOTIFY_TEXT]; /* the secret itself */
#define RECEIVER_INT(name, ...) int32_t name;
#include "config/notify.def"
};

struct notify_rule {
    char called[NOTIFY_NAME];
    uint32_t line;
    int receiver; /* place among the receivers */
    enum notify_when is;
#define RULE_TEXT(name, ...) char name[NOTIFY_TEXT];
#define RULE_INT(name, ...) int32_t name;
#include "config/notify.def"
};

struct notify_conf {
#define COMMON_TEXT(name, ...) char name[NOTIFY_TEXT];
#define COMMON_INT(name, ...) int32_t name;
#include "config/notify.def"
    VEC(struct notify_receiver) receivers;
    VEC(struct notify_rule) rules;
};

/* DIR/notify.conf, if there is one: without it nobody is told anything. -1: the first fault, ERR_USAGE, and
 * nothing to release. */
int notify_conf_load(struct notify_conf *c, const char *dir, const struct refdata *ref, struct err *e);
/* Every fault, a line each; -1 if there is any. ref NULL: codes of units are not looked up. */
int notify_conf_faults(struct str *out, const char *dir, const struct refdata *ref);
/* Clears the secrets, too. */
void notify_conf_release(struct notify_conf *c);
/* What the settings mean, as a commented file. */
void notify_conf_print(struct str *out);

/* The first setting that was given to this receiver and that its kind does not have; NULL: none. */
const char *notify_conf_foreign(const struct notify_receiver *r);
/* notify_judge.c: what is wrong with it as a whole, said at the lines of its sections. */
void notify_judge(struct notify_conf *c, const struct refdata *ref, const char *path, struct str *faults);
/* notify_words.c, pure: the next of the words that commas join, without blanks around it; moves *at behind
 * it. False: none is left.
 */
bool notify_word(const char **at, const char **word, size_t *n);

#endif
