/* What the pages and the API ask the clerk to do to a bulletin (cli/paper_desk.h). Nothing of it is done
 * here: the clerk looks once more who asks, and at the version that is meant. */
#include "reports/web/bulletin_life.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/doc.h"
#include "reports/web/bulletin_doc.h"
#include "reports/web/bulletin_text.h"
#include "reports/web/html.h"

bool bulletin_life_may(const struct page *p)
{
    return p->who && p->who->csrf && p->view.viewer.role == ROLE_BUREAU;
}

int bulletin_life_newest(struct page *p, const char *period, struct bulletin_row *out, struct err *e)
{
    *out = (struct bulletin_row){.revision = 0};
    int found = read_bulletin(p->view.read, period, 0, false, p->view.arena, out, e);
    out->revision = found > 0 ? out->revision : 0;
    return found;
}

const char *bulletin_life_href(struct page *p, const char *period)
{
    struct str path = {0};
    str_puts(&path, "/bulletins/");
    str_url(&path, period);
    str_puts(&path, "/desk");
    return str_keep(&path, p->view.arena);
}

const char *bulletin_life_etag(struct page *p, const char *period, const struct bulletin_row *b)
{
    struct str tag = {0};
    str_printf(&tag, "\"%s.%d.%d\"", period, b ? b->revision : 0, b ? b->version : 0);
    return str_keep(&tag, p->view.arena);
}

void bulletin_life_form(struct page *p, struct str *out, const char *period, const char *verb,
                        const char *match, int revision)
{
    char number[20];
    str_printf(out, "<form class=\"act\" method=\"post\" action=\"%s\">", bulletin_life_href(p, period));
    html_hidden(out, "csrf", p->who->csrf);
    html_hidden(out, "do", verb);
    html_hidden(out, "match", match);
    if (revision) {
        snprintf(number, sizeof number, "%d", revision);
        html_hidden(out, "revision", number);
    }
}

void bulletin_life_form_end(struct str *out, const char *button)
{
    str_printf(out, "<button>%s</button></form>\n", button);
}

static void set(json_t *o, const char *name, const char *value)
{
    if (value)
        json_object_set_new(o, name, json_string(value));
}

/* Hands it over; takes the object. */
static int hand(struct page *p, json_t *o, const char *verb, struct clerk_answer *out)
{
    set(o, "do", verb);
    set(o, "period", p->rq->arg);
    char *text = json_dumps(o, JSON_COMPACT);
    json_decref(o);
    if (text)
        clerk_hand(p, "bulletin", text, strlen(text), out);
    else
        *out = (struct clerk_answer){400, "bad_form", tr("格式不符")};
    free(text);
    return out->status;
}

/* -- the API */

static int answer(struct page *p, const struct clerk_answer *a, struct reply *out)
{
    out->type = "application/json";
    if (a->status < 300) {
        str_printf(&out->body, "%s\n", a->text);
        return a->status;
    }
    (void)p;
    str_puts(&out->body, "{\"error\":{\"code\":");
    str_json(&out->body, a->code);
    str_puts(&out->body, ",\"message\":");
    str_json(&out->body, a->text);
    str_puts(&out->body, "}}\n");
    return a->status;
}

/* The object that was sent; none at all is an empty one. NULL: it is no object. */
static json_t *sent(const struct page *p)
{
    const struct str *body = &p->letter->body;
    if (!body->len)
        return json_object();
    json_t *o = json_loadb(body->p, body->len, JSON_REJECT_DUPLICATES, NULL);
    if (json_is_object(o))
        return o;
    json_decref(o);
    return NULL;
}

static int api_do(struct page *p, const char *verb, struct reply *out)
{
    struct clerk_answer a = {400, "bad_form", tr("提交的内容应是一个 JSON 对象。")};
    json_t *o = sent(p);
    if (o) {
        json_object_del(o, "match"); /* the head says it, and nothing else */
        if (p->letter->match[0])
            set(o, "match", p->letter->match);
        hand(p, o, verb, &a);
    }
    return answer(p, &a, out);
}

int api_bulletin_freeze(struct page *p, struct reply *out, struct err *e)
{
    (void)e;
    return api_do(p, "freeze", out);
}

int api_bulletin_publish(struct page *p, struct reply *out, struct err *e)
{
    (void)e;
    return api_do(p, "publish", out);
}

int api_bulletin_revise(struct page *p, struct reply *out, struct err *e)
{
    (void)e;
    return api_do(p, "revise", out);
}

int api_bulletin_edit(struct page *p, struct reply *out, struct err *e)
{
    (void)e;
    return api_do(p, "text", out);
}

/* -- the form */

static const char *const fields[] = {"match", "number", "dated", "signatory", "disclosure", "reason"};

static json_t *object_of(const struct page *p)
{
    struct str text = {0};
    json_t *o = json_object();
    const char *revision = form_get(&p->form, "revision");
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        set(o, fields[i], form_get(&p->form, fields[i]));
    if (revision)
        json_object_set_new(o, "revision", json_integer(atoi(revision)));
    if (bulletin_text_of(&text, &p->form))
        set(o, "text", str_text(&text));
    str_release(&text);
    return o;
}

static bool has_text(const struct page *p)
{
    for (size_t i = 0; i < p->form.n; i++)
        if (!strcmp(p->form.v[i].name, "w"))
            return true;
    return false;
}

/* The version that stands now, for who wants his words all the same; NULL: it cannot be read. */
static const char *match_now(struct page *p)
{
    struct err e;
    struct bulletin_row row;
    const char *match = NULL;
    if (read_begin(p->view.read, &p->view.viewer, &p->stamp, &e))
        return NULL;
    if (bulletin_life_newest(p, p->rq->arg, &row, &e) > 0)
        match = bulletin_life_etag(p, p->rq->arg, &row);
    read_end(p->view.read);
    return match;
}

/* What he has written is not lost: it stands in the form once more. */
static void put_text_again(struct page *p, struct str *out, const struct clerk_answer *a)
{
    const char *match = a->status == 412 ? match_now(p) : NULL, *revision = form_get(&p->form, "revision");
    if (match)
        html_note(out, tr("他人的修改见“办理记录”。下面是您所写的；保存则以下面的文字为准。"));
    bulletin_life_form(p, out, p->rq->arg, "text", match ? match : form_get(&p->form, "match"),
                       revision ? atoi(revision) : 0);
    bulletin_text_again(out, &p->form);
    bulletin_life_form_end(out, tr("保存文字"));
}

static int refused(struct page *p, const struct clerk_answer *a, struct reply *out)
{
    struct str *o = &out->body;
    html_begin(p, o, tr("通报：未进行"), "/bulletins");
    str_puts(o, "<p class=\"banner\" role=\"alert\">");
    str_html(o, a->text);
    str_puts(o, "</p>\n<p>");
    html_link(o, bulletin_life_href(p, p->rq->arg), tr("返回通报的办理"));
    str_puts(o, "</p>\n");
    if (has_text(p) && p->who->csrf)
        put_text_again(p, o, a);
    html_end(o);
    return a->status;
}

int page_bulletin_do(struct page *p, struct reply *out, struct err *e)
{
    struct clerk_answer a;
    const char *verb = form_get(&p->form, "do");
    e->text[0] = 0;
    if (hand(p, object_of(p), verb ? verb : "", &a) >= 300)
        return refused(p, &a, out);
    out->location = bulletin_life_href(p, p->rq->arg);
    return 303;
}
