/* Who is it: sessions of browsers and tokens of programs, as the pages and the clerk ask for them, through
 * the functions of schema 017. Each works inside a transaction of the caller's. What people send (a session's
 * id, a token) comes as it was sent; the database knows the SHA-256 alone. */
#ifndef STORE_SESSIONS_H
#define STORE_SESSIONS_H

#include "base/arena.h"
#include "base/day.h"
#include "base/secret.h"
#include "store/db.h"

/* Who has signed in; strings in the arena. */
struct who {
    const char *login, *role, *own; /* role: bureau, region, department, auditor; own: NULL if it has none */
    const char *csrf; /* of a session: stands in each of its forms; NULL: a token */
    bool gateway; /* by a gateway's word */
};
struct session_limits {
    int64_t idle_minutes, hours;
};
/* 1: found, 0: it is over, or there is none, -1. Notes that the session is used. */
int sessions_find(struct db *db, const char *id, const struct session_limits *limits, struct arena *a,
                  struct who *out, struct err *e);
int sessions_token(struct db *db, const char *token, struct arena *a, struct who *out, struct err *e);

/* A file has left to this login: a line of the audit log. */
int sessions_exported(struct db *db, const char *login, const char *address, struct err *e);

/* Is there any account? 1, 0, -1. */
int sessions_any(struct db *db, struct err *e);
/* The hash of the login's password; *hash NULL: it may not sign in now. */
int sessions_hash(struct db *db, const char *login, struct arena *a, const char **hash, struct err *e);
/* Counts a wrong password. 1: the account is locked, 0, -1. */
int sessions_failed(struct db *db, const char *login, int64_t most, int64_t minutes, struct err *e);

struct session_new {
    char id[SECRET_TEXT], csrf[SECRET_TEXT];
};
/* Opens a session with an id that nobody knew before, and ends `former` (NULL: none). `hash`: that its
 * password was compared with; NULL: at a gateway's word. 1: opened, 0: the account may not sign in, -1. */
int sessions_open(struct db *db, const char *login, const char *hash, const char *former,
                  struct session_new *out, struct err *e);
/* A new hash for the account whose session it is, in the place of the one that its password was compared
 * with; its other sessions end. 1: done, 0: the session is over or the password another meanwhile, -1. */
int sessions_password(struct db *db, const char *id, const char *was, const char *fresh, struct err *e);
/* It looks at 今日: when it did so last before this visit; *last INSTANT_NONE: never. */
int sessions_visit(struct db *db, const char *id, instant *last, struct err *e);
int sessions_close(struct db *db, const char *id, struct err *e);

#endif
