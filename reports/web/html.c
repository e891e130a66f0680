#include "reports/web/html.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include "base/text.h"
#include "base/unicode.h"
#include "reports/format.h"
#include "reports/terms.h"

void html_section(struct str *out, const char *id, const char *title)
{
    str_printf(out, "<h2 id=\"%s\">", id);
    str_html(out, title);
    str_puts(out, "</h2>\n");
}

void html_to_do(struct str *out, struct str *forms)
{
    if (forms->len) {
        html_section(out, "todo", tr("待办理"));
        str_puts(out, forms->p);
        html_section(out, "all", tr("全部"));
    }
    str_release(forms);
}

void html_note(struct str *out, const char *text)
{
    str_puts(out, "<p class=\"note\">");
    str_html(out, text);
    str_puts(out, "</p>\n");
}

void html_terms(struct str *out, const char *term, ...)
{
    va_list ap;
    str_puts(out, "<p class=\"note\">");
    va_start(ap, term);
    for (const char *t = term; t; t = va_arg(ap, const char *)) {
        const char *meaning = terms_meaning(t);
        assert(meaning);
        str_printf(out, "%s<dfn>%s</dfn>%s%s", t == term ? "" : tr("；"), tr(t), tr("："), tr(meaning));
    }
    va_end(ap);
    str_printf(out, "%s</p>\n", tr("。"));
}

enum { SLIM = 5 }; /* tables of so few columns are not spread over the whole width */

/* 按时|办结率: where a narrow column breaks the name of a rate */
static size_t break_of(const char *name, size_t n)
{
    static const char end[] = "\xe7\x8e\x87"; /* its last character */
    const size_t zh = sizeof end - 1; /* bytes of each of them */
    bool rate = n >= 5 * zh && !memcmp(name + n - zh, end, zh);
    return rate ? n - 3 * zh : 0;
}

void html_title(struct str *out, const char *title)
{
    const char *bar = strchr(title, '|');
    struct str name = {0};
    size_t n = bar ? (size_t)(bar - title) : strlen(title), at = break_of(title, n);
    str_put(&name, title, at);
    str_html(out, str_text(&name));
    if (at)
        str_puts(out, "<wbr>");
    str_clear(&name);
    str_put(&name, title + at, n - at);
    str_html(out, str_text(&name));
    if (bar) {
        str_puts(out, "<small>");
        str_html(out, bar + 1);
        str_puts(out, "</small>");
    }
    str_release(&name);
}

static void put_column(struct str *out, const struct column *c)
{
    str_puts(out, c->form == 'n' ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
    html_title(out, tr(c->title));
    str_puts(out, "</th>");
}

void html_table(struct str *out, const char *caption, const struct column *columns, size_t n)
{
    html_table_as(out, caption, columns, n, n <= SLIM ? "slim" : NULL);
}

void html_table_as(struct str *out, const char *caption, const struct column *columns, size_t n,
                   const char *class)
{
    str_puts(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    str_html(out, caption);
    str_puts(out, "\"><table");
    if (class)
        str_printf(out, " class=\"%s\"", class);
    str_puts(out, "><caption>");
    str_html(out, caption);
    str_puts(out, "</caption>\n<thead><tr>");
    for (size_t i = 0; i < n; i++)
        put_column(out, &columns[i]);
    str_puts(out, "</tr></thead>\n<tbody>\n");
}

void html_table_end(struct str *out) { str_puts(out, "</tbody></table></div>\n"); }
void html_row(struct str *out) { str_puts(out, "<tr>"); }

void html_link(struct str *out, const char *href, const char *text)
{
    str_puts(out, "<a href=\"");
    str_html(out, href);
    str_puts(out, "\">");
    str_html(out, text);
    str_puts(out, "</a>");
}

void html_head_cell(struct str *out, const char *text, const char *href)
{
    str_puts(out, "<th scope=\"row\">");
    if (href)
        html_link(out, href, text);
    else
        str_html(out, text);
    str_puts(out, "</th>");
}

void html_head_code(struct str *out, const char *text, const char *href)
{
    str_puts(out, "<th scope=\"row\" class=\"code\">");
    html_link(out, href, text);
    str_puts(out, "</th>");
}

void html_cell(struct str *out, const char *text)
{
    str_puts(out, "<td>");
    str_html(out, text && text[0] ? text : "—");
    str_puts(out, "</td>");
}

void html_said(struct str *out, const char *text)
{
    bool other = say_lang() != LANG_ZH;
    str_puts(out, other ? "<span lang=\"zh-CN\">" : "");
    str_html(out, text);
    str_puts(out, other ? "</span>" : "");
}

void html_code_cell(struct str *out, const char *text)
{
    str_puts(out, "<td class=\"w\">");
    str_html(out, text && text[0] ? text : "—");
    str_puts(out, "</td>");
}

void html_count_cell(struct str *out, int64_t n, const char *href)
{
    str_puts(out, "<td class=\"n\">");
    if (href && n) {
        str_puts(out, "<a href=\"");
        str_html(out, href);
        str_puts(out, "\">");
    }
    format_count(out, n);
    str_puts(out, href && n ? "</a></td>" : "</td>");
}

void html_rate_cell(struct str *out, struct rate_value r)
{
    str_puts(out, "<td class=\"n\">");
    format_rate(out, r.bp);
    if (r.bp != BP_NULL) {
        str_puts(out, "<small>");
        format_count(out, r.num);
        str_putc(out, '/');
        format_count(out, r.den);
        str_puts(out, "</small>");
    }
    str_puts(out, "</td>");
}

void html_points_cell(struct str *out, int32_t now, int32_t before)
{
    str_puts(out, "<td class=\"n\">");
    format_points(out, now, before);
    str_puts(out, "</td>");
}

void html_change_cell(struct str *out, int64_t now, int64_t before)
{
    str_puts(out, "<td class=\"n\">");
    format_change(out, now, before);
    str_puts(out, "</td>");
}

void html_score_cell(struct str *out, int32_t milli)
{
    str_puts(out, "<td class=\"n\">");
    format_score(out, milli);
    str_puts(out, "</td>");
}

void html_level(struct str *out, enum level level)
{
    static const char *const shape[LEVELS] = {"", "○", "●", "▲", "■"};
    str_printf(out, "<span class=\"level %s\"><span aria-hidden=\"true\">%s</span> %s</span>",
               level_word[level], shape[level], tr(level_zh[level]));
}

void html_light(struct str *out, enum light light)
{
    static const char *const shape[LIGHTS] = {"", "", "◇", "●", "▲", "■", "‖"};
    if (light == LIGHT_NULL)
        str_puts(out, "—");
    else
        str_printf(out, "<span class=\"level %s\"><span aria-hidden=\"true\">%s</span> %s</span>",
                   light_word[light], shape[light], tr(light_zh[light]));
}

void html_days(struct str *out, const char *text)
{
    enum { SIGNS = sizeof "2026-10-13" - 1 };
    day d;
    for (const char *at = text; *at; at++) {
        if (*at < '0' || *at > '9' || (at > text && at[-1] >= '0' && at[-1] <= '9') ||
            strnlen(at, SIGNS) < SIGNS || !day_parse(at, SIGNS, &d))
            continue;
        struct str before = {0};
        str_put(&before, text, (size_t)(at - text));
        str_html(out, str_text(&before));
        str_release(&before);
        str_printf(out, "<time>%.*s</time>", SIGNS, at);
        text = at + SIGNS;
        at = text - 1;
    }
    str_html(out, text);
}

void html_color(struct str *out, enum order_color color)
{
    static const char *const shape[COLORS] = {"●", "▲", "■"}, *const level[COLORS] = {"notice", "warning",
                                                                                      "red"};
    str_printf(out, "<span class=\"level %s\"><span aria-hidden=\"true\">%s</span> %s</span>", level[color],
               shape[color], tr(order_color_zh[color]));
}

void html_when(struct str *out, instant t)
{
    char iso[INSTANT_TEXT], text[INSTANT_TEXT];
    if (t == INSTANT_NONE)
        str_puts(out, "—");
    else
        str_printf(out, "<time datetime=\"%s\">%s</time>", instant_text(t, iso), format_when(t, text));
}

void html_total(struct str *out, int64_t total, size_t shown, bool further, const char *unit)
{
    struct str n = {0};
    format_count(&n, total);
    str_printf(out, tr("共 <strong id=\"total\">%s</strong> %s"), n.p, tr_n(total, unit));
    if ((int64_t)shown < total && shown)
        str_printf(out, further ? tr("，显示其后 %zu %s") : tr("，显示前 %zu %s"), shown,
                   tr_n((int64_t)shown, unit));
    str_release(&n);
}

void html_more(struct str *out, const char *href)
{
    str_puts(out, "<p class=\"more\">");
    html_link(out, href, tr("下一页 →"));
    str_puts(out, "</p>\n");
}

void html_option(struct str *out, const char *value, const char *text, const char *chosen)
{
    str_puts(out, "<option value=\"");
    str_html(out, value);
    str_puts(out, chosen && !strcmp(chosen, value) ? "\" selected>" : "\">");
    str_html(out, text);
    str_puts(out, "</option>");
}

void html_select(struct str *out, const char *name, const char *label, const char *all)
{
    str_printf(out, "<label>%s<select name=\"%s\">", label, name);
    if (all)
        html_option(out, "", all, NULL);
}

void html_select_end(struct str *out) { str_puts(out, "</select></label>\n"); }

void html_input(struct str *out, const char *name, const char *label, const char *value, const char *type)
{
    str_printf(out, "<label>%s<input type=\"%s\" name=\"%s\" value=\"", label, type, name);
    str_html(out, value ? value : "");
    str_puts(out, "\"></label>\n");
}

const char *html_case_href(struct arena *a, const char *no)
{
    struct str path = {0};
    if (!strcmp(no, ".") || !strcmp(no, "..") || strpbrk(no, "/\\"))
        return html_href(a, "/cases", "no", no, NULL);
    str_puts(&path, "/cases/");
    str_url(&path, no);
    return str_keep(&path, a);
}

const char *html_case_text(struct arena *a, const char *no)
{
    const char *what;
    struct str quoted = {0};
    size_t n = strlen(no);
    if (!unicode_unseen(no, &what) && no[0] != ' ' && no[n - 1] != ' ')
        return no;
    text_quote(&quoted, no);
    return str_keep(&quoted, a);
}

const char *html_href(struct arena *a, const char *path, ...)
{
    struct str s = {0};
    str_puts(&s, path);
    va_list ap;
    va_start(ap, path);
    char sep = '?';
    for (const char *name = va_arg(ap, const char *); name; name = va_arg(ap, const char *)) {
        const char *value = va_arg(ap, const char *);
        if (!value || !value[0])
            continue;
        str_putc(&s, sep);
        str_puts(&s, name);
        str_putc(&s, '=');
        str_url(&s, value);
        sep = '&';
    }
    va_end(ap);
    const char *copy = arena_strndup(a, str_text(&s), s.len);
    str_release(&s);
    return copy;
}

void html_hidden(struct str *out, const char *name, const char *value)
{
    str_printf(out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
    str_html(out, value);
    str_puts(out, "\">");
}
