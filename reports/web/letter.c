#include "reports/web/letter.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* With __Host- a browser takes the cookie from this very server alone, over TLS; a neighbour in the same
 * domain can set none. Without TLS there is no such prefix. */
#define PREFIX "__Host-"
static const char *const cookie_name[COOKIES][2] = {[COOKIE_SESSION] = {"jiancha", PREFIX "jiancha"},
                                                    [COOKIE_FORM] = {"jiancha-form", PREFIX "jiancha-form"}};

struct letter *letter_new(const char *method, const char *target)
{
    struct letter *l = mem_alloc(sizeof *l);
    l->method = mem_strdup(method);
    l->target = mem_strdup(target);
    atomic_init(&l->holders, 1);
    return l;
}

struct letter *letter_hold(struct letter *l)
{
    atomic_fetch_add(&l->holders, 1);
    return l;
}

void letter_drop(struct letter *l)
{
    if (!l || atomic_fetch_sub(&l->holders, 1) != 1)
        return;
    if (l->body.len)
        secret_wipe(l->body.p, l->body.len); /* it may hold a password */
    str_release(&l->body);
    free(l->method);
    free(l->target);
    secret_wipe(l, sizeof *l);
    free(l);
}

static char small(char c) { return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c; }

static bool same_name(const char *a, size_t n, const char *b)
{
    size_t i = 0;
    while (i < n && b[i] && small(a[i]) == small(b[i]))
        i++;
    return i == n && !b[i];
}

/* "": it does not fit */
static void copy(char *out, size_t size, const char *p, size_t n)
{
    if (n >= size)
        n = 0;
    memcpy(out, p, n);
    out[n] = 0;
}

/* A secret of our form. A second one that differs leaves none: nobody can know whose it is. */
static void copy_secret(char out[SECRET_TEXT], const char *p, size_t n)
{
    char found[SECRET_TEXT];
    copy(found, sizeof found, p, n);
    if (!secret_formed(found) || (out[0] && strcmp(out, found) != 0))
        found[0] = 0;
    memcpy(out, found, sizeof found);
}

static bool same_bytes(const char *p, size_t n, const char *z) { return n == strlen(z) && !memcmp(p, z, n); }

static void take_cookie(struct letter *l, const char *p, size_t n)
{
    const char *eq = memchr(p, '=', n);
    size_t length = eq ? (size_t)(eq - p) : 0;
    for (int i = 0; eq && i < COOKIES; i++)
        for (int prefixed = 0; prefixed < 2; prefixed++)
            if (same_bytes(p, length, cookie_name[i][prefixed]))
                copy_secret(l->cookie[i][prefixed], eq + 1, n - length - 1);
    if (eq && same_bytes(p, length, LETTER_LANG))
        for (enum lang lang = 0; lang < LANGS; lang++)
            if (same_bytes(eq + 1, n - length - 1, lang_tag[lang]))
                l->lang = lang;
    if (eq && same_bytes(p, length, LETTER_AWAY) && !day_parse(eq + 1, n - length - 1, &l->away))
        l->away = 0;
}

static void take_cookies(struct letter *l, const char *p, size_t n)
{
    while (n) {
        const char *end = memchr(p, ';', n);
        size_t length = end ? (size_t)(end - p) : n, blank = 0;
        while (blank < length && p[blank] == ' ')
            blank++;
        take_cookie(l, p + blank, length - blank);
        length += end != NULL;
        p += length;
        n -= length;
    }
}

static void take_authorization(struct letter *l, const char *p, size_t n)
{
    static const char scheme[] = "bearer ";
    enum { LENGTH = sizeof scheme - 1 };
    if (n > LENGTH && same_name(p, LENGTH, scheme) && !l->bearer)
        copy_secret(l->token, p + LENGTH, n - LENGTH);
    else
        l->token[0] = 0;
    l->bearer = true;
}

static void take_type(struct letter *l, const char *p, size_t n)
{
    size_t length = 0;
    while (length < n && p[length] != ';' && p[length] != ' ')
        length++;
    copy(l->type, sizeof l->type, p, length);
    for (char *c = l->type; *c; c++)
        *c = small(*c);
}

/* Named twice it names nobody. */
static void take_user(struct letter *l, const char *p, size_t n)
{
    copy(l->user, sizeof l->user, p, l->named ? sizeof l->user : n);
    l->named = true;
}

/* `gzip;q=0` refuses it. */
static void take_encoding(struct letter *l, const char *p, size_t n)
{
    char each[200], *rest = NULL;
    copy(each, sizeof each, p, n);
    for (char *word = strtok_r(each, ",", &rest); word; word = strtok_r(NULL, ",", &rest)) {
        word += strspn(word, " \t");
        size_t length = strcspn(word, " \t;");
        const char *weight = strstr(word, "q=");
        if (same_name(word, length, "gzip") || same_name(word, length, "x-gzip"))
            l->gzip = !weight || weight[2 + strspn(weight + 2, "0.")] != 0;
    }
}

void letter_field(struct letter *l, const char *name, size_t name_length, const char *value,
                  size_t value_length, const char *gateway)
{
    if (gateway && same_name(name, name_length, gateway))
        take_user(l, value, value_length);
    else if (same_name(name, name_length, "cookie"))
        take_cookies(l, value, value_length);
    else if (same_name(name, name_length, "authorization"))
        take_authorization(l, value, value_length);
    else if (same_name(name, name_length, "content-type"))
        take_type(l, value, value_length);
    else if (same_name(name, name_length, "x-csrf-token"))
        copy_secret(l->csrf, value, value_length);
    else if (same_name(name, name_length, "sec-fetch-site"))
        copy(l->site, sizeof l->site, value, value_length);
    else if (same_name(name, name_length, "if-match"))
        copy(l->match, sizeof l->match, value, value_length);
    else if (same_name(name, name_length, "last-event-id"))
        copy(l->last, sizeof l->last, value, value_length);
    else if (same_name(name, name_length, "accept-encoding"))
        take_encoding(l, value, value_length);
    else if (same_name(name, name_length, "x-forwarded-proto"))
        l->https = same_name(value, value_length, "https");
}

enum credential letter_credential(const struct letter *l)
{
    return l->bearer                           ? CREDENTIAL_TOKEN
           : *letter_cookie(l, COOKIE_SESSION) ? CREDENTIAL_SESSION
                                               : CREDENTIAL_NONE;
}

bool letter_reads(const struct letter *l) { return !strcmp(l->method, "GET") || !strcmp(l->method, "HEAD"); }

const char *letter_cookie_name(const struct letter *l, enum cookie which)
{
    return cookie_name[which][l->https];
}

const char *letter_cookie(const struct letter *l, enum cookie which) { return l->cookie[which][l->https]; }
