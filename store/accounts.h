/* Accounts and tokens, as `jiancha user` keeps them. Each function is one transaction with its line in the
 * audit log; `who` is who does it, for that line. */
#ifndef STORE_ACCOUNTS_H
#define STORE_ACCOUNTS_H

#include "base/arena.h"
#include "base/day.h"
#include "base/secret.h"
#include "store/db.h"

struct account {
    const char *login, *role, *own; /* own NULL: none */
    instant created, changed, disabled, locked_until; /* INSTANT_NONE: it is not */
    int64_t sessions, tokens;
};
struct accounts {
    struct account *v; /* by login */
    size_t n;
};
int accounts_list(struct db *db, struct arena *a, struct accounts *out, struct err *e);

/* 1: there is such a login already. */
int accounts_add(struct db *db, const char *who, const struct account *made, const char *hash, struct err *e);
/* Each: 1: there is no such login. A new password and disabling end its sessions; what is removed takes its
 * sessions and tokens with it. */
int accounts_password(struct db *db, const char *who, const char *login, const char *hash, struct err *e);
int accounts_disable(struct db *db, const char *who, const char *login, bool disabled, struct err *e);
int accounts_remove(struct db *db, const char *who, const char *login, struct err *e);

struct token {
    const char *login, *name;
    instant created, expires;
};
struct tokens {
    struct token *v; /* by login, name */
    size_t n;
};
int tokens_list(struct db *db, struct arena *a, struct tokens *out, struct err *e);
/* A token for `days`; its text goes out once, here. 1: no such login; 2: it has a token of this name. */
int tokens_add(struct db *db, const char *who, const char *login, const char *name, int64_t days,
               char text[SECRET_TEXT], struct err *e);
/* 1: there is none. */
int tokens_remove(struct db *db, const char *who, const char *login, const char *name, struct err *e);

#endif
