/* Signing in: the form carries a random token that a cookie of this browser must agree with, so that no other
 * site can sign somebody in as somebody else. A session's id is made when the password was right, never
 * before, and is never one that the browser brought: who has put an id there gains nothing. The same sentence
 * answers a wrong login, a wrong password and a locked account, after the same work. */
#include <stdatomic.h>
#include <string.h>

#include "config/conf.h"
#include "reports/web/entry.h"
#include "reports/web/html.h"

enum { PASSWORD_MAX = 256, AT_ONCE = 2 };

static void put_form(struct page *p, struct reply *out, const char *to, const char *said)
{
    char token[SECRET_TEXT];
    struct str *o = &out->body;
    html_begin(p, o, tr("登录"), "/login");
    if (said) {
        str_puts(o, "<p class=\"banner\" role=\"alert\">");
        str_html(o, said);
        str_puts(o, "</p>\n");
    }
    str_puts(o, "<form class=\"filter\" method=\"post\" action=\"/login\">");
    html_hidden(o, "form", secret_new(token));
    html_hidden(o, "to", to);
    str_printf(
        o,
        "<label>%s<input name=\"login\" maxlength=\"64\" required autocomplete=\"username\"></label><label>%s<input name=\"password\" type=\"password\" maxlength=\"256\" required autocomplete=\"current-password\"></label><button>%s</button></form>\n",
        tr("登录名"), tr("密码"), tr("登录"));
    html_note(o, tr("账号由市审批服务局的系统管理员开设。"));
    html_end(o);
    entry_cookie(out, 0, p->letter, COOKIE_FORM, token);
}

static void put_first(struct page *p, struct reply *out)
{
    struct str *o = &out->body;
    html_begin(p, o, tr("还没有账号"), "/login");
    str_printf(o,
               "<p>%s</p>\n<pre>jiancha user add %s --role bureau</pre>\n<p>%s</p>\n"
               "<pre>jiancha user add %s --role region --own %s\n"
               "jiancha user add %s --role department --own %s</pre>\n",
               tr("这套系统还没有任何账号，因此谁也看不到其中的内容。请系统管理员在服务器上开设第一个账号："),
               tr("登录名"), tr("它会询问密码。县区和部门的账号："), tr("登录名"), tr("县区代码"),
               tr("登录名"), tr("部门代码"));
    html_note(o, tr("负责督办的市局账号不带 --own：带了所属部门，就要对涉及该部门的事项回避。"));
    html_end(o);
}

int page_login(struct page *p, struct reply *out, struct err *e)
{
    struct db *db = read_door(p->view.read, e);
    int any = db ? sessions_any(db, e) : -1;
    if (any < 0 || read_commit(p->view.read, e)) {
        read_end(p->view.read);
        e->text[0] = 0;
        return 503;
    }
    if (any)
        put_form(p, out, page_local(request_get(p->rq, "to")), NULL);
    else
        put_first(p, out);
    return any ? 200 : 401;
}

/* What the database says of the login, the password compared, and what follows from that, in two
 * transactions: none is open while the hash is computed. 1: signed in, 0: no, -1. */
static int sign_in(struct page *p, const char *login, const char *password, struct session_new *s,
                   struct err *e)
{
    struct read *rd = p->view.read;
    const char *hash, *former = letter_cookie(p->letter, COOKIE_SESSION);
    struct db *db = read_door(rd, e);
    if (!db || sessions_hash(db, login, p->view.arena, &hash, e) || read_commit(rd, e))
        return -1;
    bool right = secret_matches(password, hash);
    if (!(db = read_door(rd, e)))
        return -1;
    int rc = right ? sessions_open(db, login, hash, former[0] ? former : NULL, s, e)
                   : sessions_failed(db, login, p->conf->lockout_failures, p->conf->lockout_minutes, e);
    if (rc < 0 || read_commit(rd, e))
        return -1;
    return right && rc > 0;
}

static void welcome(struct page *p, struct reply *out, const struct session_new *s)
{
    entry_cookie(out, 0, p->letter, COOKIE_SESSION, s->id);
    entry_cookie(out, 1, p->letter, COOKIE_FORM, "");
    out->location = page_local(form_get(&p->form, "to"));
}

/* A few at once: hashes take the hands that make the pages. */
static int with_a_place(struct page *p, const char *login, const char *password, struct session_new *s,
                        struct err *e)
{
    static atomic_int at_work;
    int rc = -2;
    if (atomic_fetch_add(&at_work, 1) < AT_ONCE)
        rc = sign_in(p, login, password, s, e);
    atomic_fetch_sub(&at_work, 1);
    return rc;
}

int page_sign_in(struct page *p, struct reply *out, struct err *e)
{
    const char *login = form_get(&p->form, "login"), *password = form_get(&p->form, "password"),
               *token = form_get(&p->form, "form"), *to = page_local(form_get(&p->form, "to")),
               *cookie = letter_cookie(p->letter, COOKIE_FORM);
    struct session_new s;
    struct str said = {0};
    if (!token || !cookie[0] || !secret_same(token, cookie)) {
        put_form(p, out, to, tr("登录表单已过期，或不是本系统的页面发出的，请再填一次。"));
        return 403;
    }
    int rc = login && password && strlen(password) <= PASSWORD_MAX && str_points(login) <= 64
                 ? with_a_place(p, login, password, &s, e)
                 : 0;
    if (rc < 0) {
        read_end(p->view.read);
        e->text[0] = 0;
        return 503;
    }
    e->text[0] = 0;
    if (rc) {
        welcome(p, out, &s);
        secret_wipe(&s, sizeof s);
        return 303;
    }
    str_printf(&said, tr("登录名或密码不对，或账号已停用。连续输错%lld次，账号锁定%lld分钟。"),
               (long long)p->conf->lockout_failures, (long long)p->conf->lockout_minutes);
    put_form(p, out, to, said.p);
    str_release(&said);
    return 401;
}

int page_logout(struct page *p, struct reply *out, struct err *e)
{
    struct str *o = &out->body;
    (void)e;
    html_begin(p, o, tr("退出登录"), "/logout");
    str_printf(o, "<p>%s<strong>", tr("现在登录的是："));
    str_html(o, p->who->login);
    str_printf(o, "</strong>%s</p>\n", tr("。"));
    if (p->who->csrf) {
        str_puts(o, "<form class=\"filter\" method=\"post\" action=\"/logout\">");
        html_hidden(o, "csrf", p->who->csrf);
        str_printf(o, "<button>%s</button></form>\n<p>", tr("退出"));
        html_link(o, "/password", tr("修改密码"));
        str_puts(o, "</p>\n");
    }
    html_end(o);
    return 200;
}

int page_sign_out(struct page *p, struct reply *out, struct err *e)
{
    struct read *rd = p->view.read;
    const char *id = letter_cookie(p->letter, COOKIE_SESSION);
    struct db *db = p->who->csrf ? read_door(rd, e) : NULL;
    if (p->who->csrf && (!db || sessions_close(db, id, e) || read_commit(rd, e))) {
        read_end(rd);
        e->text[0] = 0;
        return 503;
    }
    door_forget(p->door, p->letter);
    entry_cookie(out, 0, p->letter, COOKIE_SESSION, "");
    out->forget = true;
    out->location = "/login";
    return 303;
}
