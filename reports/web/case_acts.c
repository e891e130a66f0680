#include "reports/web/case_acts.h"

#include <string.h>

#include "codec/act_decode.h"
#include "reports/web/act_form.h"
#include "reports/web/html.h"
#include "store/read_act_log.h"

enum { MOST = 500 };

void case_acts_of(struct page *p, const struct read_acts *rows, struct case_acts *out)
{
    struct arena *a = p->view.arena;
    out->v = arena_alloc(a, (rows->n + 1) * sizeof *out->v);
    for (size_t i = 0; i < rows->n; i++) {
        struct reject rj;
        if (!act_decode(rows->v[i].body, strlen(rows->v[i].body), p->view.ref, a, &out->v[out->n], &rj))
            out->n++; /* one that names what this reference data lacks is not shown */
    }
}

int case_acts_read(struct page *p, const char *case_no, struct case_acts *out, struct err *e)
{
    struct read_acts rows;
    const struct read_act_filter f = {.case_no = case_no};
    *out = (struct case_acts){.back = html_case_href(p->view.arena, case_no)};
    if (read_acts(p->view.read, &f, 0, MOST, p->view.arena, &rows, e))
        return -1;
    case_acts_of(p, &rows, out);
    return 0;
}

static bool is_of(const struct act *a, const struct alert *al)
{
    if (!a->alert.case_no || a->alert.rule != al->rule)
        return false;
    if (a->alert.event_id)
        return al->of && !strcmp(al->of->event_id, a->alert.event_id) &&
               !strcmp(al->of->source, a->alert.source);
    return !strcmp(a->alert.subject, al->subject);
}

void case_acts_put(struct str *out, const struct act *a)
{
    str_puts(out, "<p>");
    html_when(out, a->at);
    str_printf(out, " <strong>%s</strong> ", tr(act_table[a->type].zh));
    str_html(out, a->by);
    if (a->text) {
        str_puts(out, tr("："));
        html_said(out, a->text);
    }
    str_puts(out, "</p>\n");
}

void case_acts_alert(struct page *p, struct str *out, const struct case_acts *c, const struct alert *al,
                     const char *case_no)
{
    struct act_alert name = {.case_no = case_no, .subject = al->subject, .rule = al->rule};
    struct act_topic t = ACT_TOPIC_NONE;
    const struct act *appeal = NULL;
    enum act_state state = IS_none;
    for (size_t i = 0; i < c->n; i++)
        if (is_of(&c->v[i], al)) {
            case_acts_put(out, &c->v[i]);
            if (act_table[c->v[i].type].about == ABOUT_APPEAL) {
                appeal = c->v[i].type == ACT_appeal ? &c->v[i] : appeal;
                state = (enum act_state)act_table[c->v[i].type].to;
            }
        }
    t.alert = appeal ? &appeal->alert : &name; /* an appeal is decided under the name that it was made with */
    t.region = al->region;
    t.dept = al->dept;
    t.back = c->back;
    if (appeal || (al->level >= LEVEL_YELLOW && al->state != STATE_REVOKED))
        act_forms(p, out, ABOUT_APPEAL, state, &t);
    t.alert = &name;
    if (act_form_may(p, ACT_ack, &t) == ACT_MAY)
        act_form(p, out, ACT_ack, &t);
}

void case_acts_notes(struct page *p, struct str *out, const struct case_acts *c, const char *case_no)
{
    struct act_topic t = ACT_TOPIC_NONE;
    bool any = false;
    t.case_no = case_no;
    t.back = c->back;
    bool may = act_form_may(p, ACT_note, &t) == ACT_MAY;
    for (size_t i = 0; i < c->n; i++)
        any |= c->v[i].type == ACT_note;
    if (!any && !may)
        return;
    html_section(out, "notes", tr("备注"));
    for (size_t i = 0; i < c->n; i++)
        if (c->v[i].type == ACT_note)
            case_acts_put(out, &c->v[i]);
    if (may)
        act_form(p, out, ACT_note, &t);
}
