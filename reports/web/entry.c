/* A form or call that changes something is believed to come from a page of ours if it holds the token of its
 * session, which no other site can read; and if the browser says from where it comes, that must be here. What
 * names itself by a token (Authorization) needs none: no browser sends one by itself. */
#include "reports/web/entry.h"

#include <stdio.h>
#include <string.h>

enum { TO_MAX = 1500 };

int entry_refuse(const struct letter *l, struct arena *a, struct reply *out)
{
    if (route_is_api(l->target) || !letter_reads(l)) {
        route_error(out, l->target, 401, NULL);
        return 401;
    }
    struct str to = {0};
    str_puts(&to, "/login");
    if (strcmp(l->target, "/") != 0 && strlen(l->target) < TO_MAX) {
        str_puts(&to, "?to=");
        str_url(&to, l->target);
    }
    out->type = "text/html; charset=utf-8";
    out->location = arena_strdup(a, to.p);
    str_release(&to);
    return 303;
}

bool entry_nameless(const struct route *r, const struct letter *l)
{
    return !r->open && letter_credential(l) == CREDENTIAL_NONE && !l->user[0];
}

const char *entry_key(const struct who *who, const struct letter *l, struct arena *a)
{
    struct str key = {0};
    str_printf(&key, "%s %s %s %d %s", who ? who->role : "", who && who->own ? who->own : "",
               lang_tag[l->lang], l->away, l->target);
    const char *z = arena_strdup(a, key.p);
    str_release(&key);
    return z;
}

void entry_cookie(struct reply *out, int place, const struct letter *l, enum cookie which, const char *value)
{
    snprintf(out->cookie[place], sizeof out->cookie[place], "%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s",
             letter_cookie_name(l, which), value, *value ? "" : "; Max-Age=0", l->https ? "; Secure" : "");
}

void entry_view(struct page *p, const struct who *who)
{
    int role = ROLE_BUREAU;
    while (strcmp(role_word[role], who->role) != 0)
        role++; /* the table of accounts has no other */
    p->who = who;
    p->view.viewer = (struct viewer){.login = who->login, .role = (enum role)role, .own = who->own};
}

static int fail(const struct letter *l, struct reply *out, int status, const struct err *e)
{
    route_error(out, l->target, status, e);
    return status;
}

/* Who it is. A gateway's word opens a session, with the first page that it brings. */
static int identify(struct page *p, struct door *d, struct who *who, struct reply *out)
{
    const struct letter *l = p->letter;
    struct err e;
    struct session_new s;
    int found = door_ask(d, l, p->view.read, p->view.arena, who, &e);
    if (!found && l->user[0] && letter_reads(l) && !route_is_api(l->target)) {
        found = door_open(l, p->view.read, p->view.arena, who, &s, &e);
        if (!found) {
            err_usage(&e, tr("网关所报的用户在这里没有账号，或已停用。"));
            return fail(l, out, 403, &e);
        }
        if (found > 0)
            entry_cookie(out, 0, l, COOKIE_SESSION, s.id);
    }
    if (found < 0)
        return fail(l, out, 503, NULL);
    if (!found)
        return entry_refuse(l, p->view.arena, out);
    entry_view(p, who);
    return 0;
}

/* Pages take forms, the API takes JSON, or nothing where an address alone says what to do. */
static int read_body(struct page *p, struct reply *out)
{
    const struct letter *l = p->letter;
    struct err e;
    bool api = route_is_api(l->target);
    if (api && (!l->body.len || !strcmp(l->type, "application/json")))
        return 0;
    if (!api && !strcmp(l->type, "application/x-www-form-urlencoded"))
        return form_parse(&p->form, str_text(&l->body), l->body.len, p->view.arena, &e)
                   ? fail(l, out, 400, &e)
                   : 0;
    err_usage(&e, api ? tr("提交的内容应是 Content-Type: application/json。")
                      : tr("提交的内容应是本系统的表单。"));
    return fail(l, out, 415, &e);
}

static bool from_elsewhere(const struct letter *l)
{
    return l->site[0] && strcmp(l->site, "same-origin") && strcmp(l->site, "none");
}

static bool token_fits(const struct page *p)
{
    const char *sent = form_get(&p->form, "csrf");
    if (!p->who || !p->who->csrf)
        return true;
    return secret_same(sent ? sent : p->letter->csrf, p->who->csrf);
}

/* What changes something. */
static int judge_change(struct page *p, struct reply *out)
{
    struct err e;
    int status = read_body(p, out);
    if (status || (!from_elsewhere(p->letter) && token_fits(p)))
        return status;
    err_usage(&e, tr("这份表单不是本次登录的页面发出的，未被采纳。请重新打开页面后再提交。"));
    return fail(p->letter, out, 403, &e);
}

int entry_pass(struct page *p, struct door *d, const struct route *r, struct who *who, struct reply *out)
{
    p->view.viewer = (struct viewer){.role = ROLE_NOBODY}; /* what is open to all sees no unit's rows */
    int status = r->open ? 0 : identify(p, d, who, out);
    return status || letter_reads(p->letter) ? status : judge_change(p, out);
}
