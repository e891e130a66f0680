#include "reports/web/act_form.h"

#include <string.h>

#include "reports/web/act_json.h"
#include "reports/web/html.h"

static bool concerns(const struct act_topic *t, const char *own, bool region, const struct refdata *ref)
{
    if (t->league) {
        bool dept = t->league == LEAGUE_DEPARTMENT;
        return dept != region && t->unit >= 0 &&
               !strcmp(own, dept ? ref->depts[t->unit].code : ref->regions[t->unit].code);
    }
    if (region)
        return t->region >= 0 && !strcmp(own, ref->regions[t->region].code);
    return t->dept >= 0 && !strcmp(own, ref->depts[t->dept].code);
}

enum act_may act_form_may(const struct page *p, enum act_type type, const struct act_topic *t)
{
    static const uint8_t actor[ROLES] = {
        [ROLE_BUREAU] = ACTOR_BUREAU, [ROLE_REGION] = ACTOR_REGION, [ROLE_DEPARTMENT] = ACTOR_DEPARTMENT};
    const struct viewer *v = &p->view.viewer;
    uint8_t role = p->who ? actor[v->role] : 0;
    if (!role || !p->who->csrf || !(act_table[type].roles >> role & 1))
        return ACT_MAY_NOT;
    if (type == ACT_note)
        return ACT_MAY; /* the database shows nobody what is not his */
    if (role == ACTOR_BUREAU)
        return v->own && concerns(t, v->own, false, p->view.ref) ? ACT_OWN_UNIT : ACT_MAY;
    return concerns(t, v->own, role == ACTOR_REGION, p->view.ref) ? ACT_MAY : ACT_MAY_NOT;
}

static void begin(struct page *p, struct str *out, const char *class, const char *action, const char *back)
{
    str_printf(out, "<form class=\"%s\" method=\"post\" action=\"%s\">", class, action);
    html_hidden(out, "csrf", p->who->csrf);
    html_hidden(out, "back", back ? back : "/");
}

static const struct {
    const char *name, *zh;
} labels[] = {{"reply_days", TR("反馈期限（工作日）")},
              {"text", TR("内容")},
              {"person", TR("被约谈人（职务）")},
              {"held_on", TR("约谈日期")},
              {"due", TR("整改期限")},
              {"title", TR("标题")},
              {"cc", TR("抄送")},
              {"signer", TR("签发人")},
              {"doc_no", TR("文书编号")}};

static const char *label_of(const char *name)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (!strcmp(labels[i].name, name))
            return tr(labels[i].zh);
    return name;
}

static void open_label(struct str *out, const struct act_field *f)
{
    str_puts(out, "<label>");
    str_puts(out, label_of(f->name));
    if (f->need == NEED_MAY)
        str_puts(out, tr("（可不填）"));
}

static void put_text(struct str *out, const struct act_field *f, bool bureau_note)
{
    open_label(out, f);
    if (bureau_note)
        str_puts(out, tr("（所属单位看得到这条备注；不要写申请人的姓名）"));
    str_printf(out, "<textarea name=\"%s\" rows=\"3\" maxlength=\"%d\"%s></textarea></label>", f->name,
               act_text_max((enum act_form)f->form), f->need == NEED_MUST ? " required" : "");
}

/* What a person fills in; false: it is known, or not asked for. */
static bool put_input(struct str *out, const struct act_field *f, int32_t reply_days)
{
    const char *required = f->need == NEED_MUST ? " required" : "";
    if (f->form == AF_REPLY_DAYS) {
        open_label(out, f);
        str_printf(out,
                   "<input type=\"number\" name=\"%s\" min=\"1\" max=\"%d\" value=\"%d\" required></label>",
                   f->name, ACT_REPLY_MAX, (int)reply_days);
    } else if (f->form == AF_DAY) {
        open_label(out, f);
        str_printf(out, "<input type=\"date\" name=\"%s\"%s></label>", f->name, required);
    } else if (f->form > AF_TEXT) {
        open_label(out, f);
        str_printf(out, "<input name=\"%s\" maxlength=\"%d\"%s></label>", f->name,
                   act_text_max((enum act_form)f->form), required);
    } else
        return false;
    return true;
}

static void put_code(struct str *out, const char *name, const char *code)
{
    if (code)
        html_hidden(out, name, code);
}

/* What the form is about. */
static void put_known(struct page *p, struct str *out, const struct act_field *f, const struct act_topic *t)
{
    const struct refdata *ref = p->view.ref;
    char text[DAY_TEXT];
    switch (f->form) {
    case AF_ORDER_NO: put_code(out, f->name, t->order); break;
    case AF_CASE_NO: put_code(out, f->name, t->order ? NULL : t->case_no); break;
    case AF_REGION: put_code(out, f->name, t->region >= 0 ? ref->regions[t->region].code : NULL); break;
    case AF_DEPT: put_code(out, f->name, t->dept >= 0 ? ref->depts[t->dept].code : NULL); break;
    case AF_MONTH: html_hidden(out, f->name, month_text(t->month, text)); break;
    case AF_LEAGUE: html_hidden(out, f->name, league_word[t->league]); break;
    case AF_UNIT:
        html_hidden(out, f->name,
                    t->league == LEAGUE_DEPARTMENT ? ref->depts[t->unit].code : ref->regions[t->unit].code);
        break;
    case AF_ALERT: html_hidden(out, "alert", act_json_alert(t->alert, p->view.arena)); break;
    default: break;
    }
}

void act_form(struct page *p, struct str *out, enum act_type type, const struct act_topic *t)
{
    bool bureau_note = type == ACT_note && p->view.viewer.role == ROLE_BUREAU;
    str_printf(out, "<details class=\"act\"><summary>%s</summary>", tr(act_table[type].zh));
    begin(p, out, "act", "/acts", t->back);
    html_hidden(out, "act", act_table[type].name);
    for (uint32_t i = 0; t->alerts && i < t->alerts->n; i++)
        html_hidden(out, "alerts", act_json_alert(&t->alerts->v[i], p->view.arena));
    for (const struct act_field *f = act_next_field(type, NULL); f; f = act_next_field(type, f)) {
        if (f->form == AF_TEXT)
            put_text(out, f, bureau_note);
        else if (f->act != ACTS || type == ACT_issue) /* signer and number belong on an order */
            if (!put_input(out, f, t->reply_days ? t->reply_days : p->view.ref->orders.reply_days))
                put_known(p, out, f, t);
    }
    str_printf(out, "<button>%s</button></form></details>\n", tr(act_table[type].zh));
}

void act_forms(struct page *p, struct str *out, enum act_about about, enum act_state state,
               const struct act_topic *t)
{
    bool own_unit = false;
    for (int i = 0; i < ACTS; i++) {
        if (act_table[i].about != about || !(act_table[i].from >> state & 1))
            continue;
        enum act_may may = act_form_may(p, (enum act_type)i, t);
        if (may == ACT_MAY)
            act_form(p, out, (enum act_type)i, t);
        own_unit |= may == ACT_OWN_UNIT;
    }
    if (own_unit)
        html_note(out, tr("事涉本单位，应当回避：由其他人员处理。"));
}

/* All units but the one that has it. */
static void put_units(struct page *p, struct str *out, const struct act_topic *t)
{
    const struct refdata *ref = p->view.ref;
    html_select(out, "dept", tr("转给"), NULL);
    for (int32_t i = 0; i < ref->n_depts; i++)
        if (i != t->dept)
            html_option(out, ref->depts[i].code, ref->depts[i].name, NULL);
    html_select_end(out);
}

void act_form_transfer(struct page *p, struct str *out, const struct act_topic *t)
{
    int32_t days = t->reply_days ? t->reply_days : p->view.ref->orders.reply_days;
    str_printf(out, "<details class=\"act\"><summary>%s</summary>", tr("转办"));
    begin(p, out, "act", "/acts/transfer", t->back);
    html_hidden(out, "order", t->order);
    put_units(p, out, t);
    str_printf(out,
               "<label>%s<input type=\"number\" name=\"reply_days\" min=\"1\" max=\"%d\" value=\"%d\" "
               "required></label>",
               label_of("reply_days"), ACT_REPLY_MAX, (int)days);
    str_printf(out, "<label>%s%s<input name=\"title\" maxlength=\"%d\"></label>", label_of("title"),
               tr("（可不填）"), ACT_TITLE_MAX);
    str_printf(out,
               "<label>%s<textarea name=\"words\" rows=\"3\" maxlength=\"%d\" required></textarea></label>",
               tr("新督办单的内容（写明所涉办件）"), ACT_TEXT_MAX);
    str_printf(out,
               "<label>%s<textarea name=\"text\" rows=\"2\" maxlength=\"%d\" required></textarea></label>",
               tr("转办原因（原单位看得到）"), ACT_TEXT_MAX);
    str_printf(out, "<label>%s%s<input name=\"signer\" maxlength=\"%d\"></label>", label_of("signer"),
               tr("（可不填）"), ACT_PERSON_MAX);
    str_printf(out, "<button>%s</button></form></details>\n", tr("撤销这份，另发一份"));
}

void act_form_many(struct page *p, struct str *out, const char *back)
{
    begin(p, out, "many", "/acts/many", back);
}

void act_form_tick(struct page *p, struct str *out, const struct act_topic *t, const char *label)
{
    str_puts(out, "<label class=\"tick\"><input type=\"checkbox\" name=\"pick\" value=\"");
    str_html(out, act_json_pick(t, p->view.ref, p->view.arena));
    str_puts(out, "\">");
    str_html(out, label);
    str_puts(out, "</label>");
}

void act_form_many_end(struct page *p, struct str *out, int32_t reply_days)
{
    (void)p;
    str_printf(out,
               "<div class=\"act\"><label>%s<input type=\"number\" name=\"reply_days\" min=\"1\" max=\"%d\" "
               "value=\"%d\" required></label><label>%s%s<input name=\"title\" maxlength=\"400\"></label>",
               tr("反馈期限（工作日）"), ACT_REPLY_MAX, (int)reply_days, tr("标题"), tr("（可不填）"));
    str_printf(out,
               "<label>%s<textarea name=\"text\" rows=\"3\" maxlength=\"%d\" required></textarea></label>"
               "<label>%s%s<input name=\"signer\" maxlength=\"64\"></label>",
               tr("内容（每份相同）"), ACT_TEXT_MAX, tr("签发人"), tr("（可不填）"));
    str_printf(out,
               "<p><button name=\"act\" value=\"issue\">%s</button> <button class=\"other\" name=\"act\" "
               "value=\"drop\">%s</button></p></div></form>\n",
               tr("逐份签发"), tr("不予督办"));
}
