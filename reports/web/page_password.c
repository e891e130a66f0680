/* One's own password. The old one is asked for and counted like one at signing in: who finds an open browser
 * may guess no oftener than anybody. The new one ends the account's other sessions. */
#include <stdatomic.h>
#include <string.h>

#include "config/conf.h"
#include "reports/web/entry.h"
#include "reports/web/html.h"

enum { PASSWORD_MAX = 256, AT_ONCE = 2 };

static void put_field(struct str *o, const char *name, const char *label, const char *kind)
{
    str_printf(o,
               "<label>%s<input name=\"%s\" type=\"password\" maxlength=\"256\" required "
               "autocomplete=\"%s\"></label>\n",
               label, name, kind);
}

static void put_rule(struct page *p, struct str *o)
{
    struct str rule = {0};
    str_printf(
        &rule,
        tr("新密码至少%lld个字符，含大写字母、小写字母、数字、其他字符中的%lld种，不能是登录名。改好后，这个账号"
           "在别处的登录都会结束。"),
        (long long)p->conf->password_least, (long long)p->conf->password_kinds);
    html_note(o, str_text(&rule));
    str_release(&rule);
}

static void put_page(struct page *p, struct reply *out, const char *said)
{
    struct str *o = &out->body;
    html_begin(p, o, tr("修改密码"), "/password");
    if (said) {
        str_puts(o, "<p class=\"banner\" role=\"alert\">");
        str_html(o, said);
        str_puts(o, "</p>\n");
    }
    if (!p->who->csrf || p->who->gateway) {
        html_note(o, tr("这次登录没有用本系统的密码，密码不在这里修改。"));
        html_end(o);
        return;
    }
    str_puts(o, "<form class=\"act\" method=\"post\" action=\"/password\">");
    html_hidden(o, "csrf", p->who->csrf);
    put_field(o, "old", tr("现在的密码"), "current-password");
    put_field(o, "new", tr("新密码"), "new-password");
    put_field(o, "again", tr("再填一次新密码"), "new-password");
    str_printf(o, "<button>%s</button></form>\n", tr("修改密码"));
    put_rule(p, o);
    html_end(o);
}

int page_password(struct page *p, struct reply *out, struct err *e)
{
    (void)e;
    put_page(p, out, NULL);
    return 200;
}

/* What is wrong with the form before any password is compared; NULL: nothing. */
static const char *fault(const struct page *p, const char *old, const char *fresh, const char *again)
{
    struct err e;
    if (!old || !fresh || !again || strlen(old) > PASSWORD_MAX || strlen(fresh) > PASSWORD_MAX)
        return tr("三项都要填，每项不超过256字节。");
    if (strcmp(fresh, again) != 0)
        return tr("两次填的新密码不同。");
    if (!strcmp(fresh, old))
        return tr("新密码与现在的相同。");
    return secret_rule(fresh, p->who->login, (size_t)p->conf->password_least, (int)p->conf->password_kinds,
                       &e)
               ? tr("新密码不合要求，要求见下。")
               : NULL;
}

/* As signing in: no transaction is open while a hash is computed. 1: done, 0: the old one is wrong, -1. */
static int change(struct page *p, const char *old, const char *fresh, struct err *e)
{
    struct read *rd = p->view.read;
    const char *was;
    char hash[SECRET_HASH];
    struct db *db = read_door(rd, e);
    if (!db || sessions_hash(db, p->who->login, p->view.arena, &was, e) || read_commit(rd, e))
        return -1;
    bool right = secret_matches(old, was);
    if ((right && secret_hash(fresh, hash, e)) || !(db = read_door(rd, e)))
        return -1;
    int rc = right
                 ? sessions_password(db, letter_cookie(p->letter, COOKIE_SESSION), was, hash, e)
                 : sessions_failed(db, p->who->login, p->conf->lockout_failures, p->conf->lockout_minutes, e);
    secret_wipe(hash, sizeof hash);
    if (rc < 0 || read_commit(rd, e))
        return -1;
    return right && rc > 0;
}

static int with_a_place(struct page *p, const char *old, const char *fresh, struct err *e)
{
    static atomic_int at_work;
    int rc = -1;
    e->text[0] = 0;
    if (atomic_fetch_add(&at_work, 1) < AT_ONCE)
        rc = change(p, old, fresh, e);
    atomic_fetch_sub(&at_work, 1);
    return rc;
}

int page_new_password(struct page *p, struct reply *out, struct err *e)
{
    const char *old = form_get(&p->form, "old"), *fresh = form_get(&p->form, "new"),
               *again = form_get(&p->form, "again"), *wrong = fault(p, old, fresh, again);
    if (!p->who->csrf || p->who->gateway) {
        put_page(p, out, NULL);
        return 403;
    }
    e->text[0] = 0;
    if (wrong) {
        put_page(p, out, wrong);
        return 400;
    }
    int rc = with_a_place(p, old, fresh, e);
    if (rc < 0) {
        read_end(p->view.read);
        e->text[0] = 0;
        return 503;
    }
    if (!rc) {
        struct str said = {0};
        str_printf(&said, tr("现在的密码不对，没有修改。连续输错%lld次，账号锁定%lld分钟。"),
                   (long long)p->conf->lockout_failures, (long long)p->conf->lockout_minutes);
        put_page(p, out, str_text(&said));
        str_release(&said);
        return 403;
    }
    put_page(p, out, tr("密码已修改。这个账号在别处的登录已结束。"));
    return 200;
}
