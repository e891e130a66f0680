#include "reports/web/html.h"

#include <stdarg.h>
#include <string.h>

#include "base/text.h"
#include "base/unicode.h"
#include "reports/format.h"

static const struct {
    const char *href, *text;
} nav[] = {{"/", "总览"},         {"/alerts", "预警与红黄牌"}, {"/cases", "办件"},
           {"/rankings", "排名"}, {"/bulletins", "通报"},      {"/rules", "规则与口径"}};

static void head(struct str *out, const char *title)
{
    str_puts(out, "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>");
    str_html(out, title);
    str_puts(
        out,
        " — 一次办好电子监察</title>\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<meta name=\"color-scheme\" content=\"light dark\"><link rel=\"stylesheet\" "
        "href=\"/style.css\"></head>\n<body>"
        "<a class=\"skip\" href=\"#main\">跳到正文</a>\n<header><div class=\"wide\"><a class=\"name\" "
        "href=\"/\">一次办好<span>电子监察</span></a>");
}

static void navigation(struct str *out, const char *here)
{
    str_puts(out, "<nav aria-label=\"主导航\">");
    for (size_t i = 0; i < sizeof nav / sizeof *nav; i++)
        str_printf(out, "<a href=\"%s\"%s>%s</a>", nav[i].href,
                   here && !strcmp(here, nav[i].href) ? " aria-current=\"page\"" : "", nav[i].text);
    str_puts(out, "</nav></div></header>\n");
}

static void stamp(struct page *p, struct str *out)
{
    char buf[INSTANT_TEXT];
    str_puts(out, "<p class=\"stamp\">");
    if (p->stamp.data == INSTANT_NONE)
        str_puts(out, "尚未收到数据");
    else {
        str_printf(out, "数据截至 <time>%s</time>（距今 ", format_when(p->stamp.data, buf));
        format_span(out, p->view.now - p->stamp.data);
        str_puts(out, "）");
    }
    str_printf(out, "，本页生成于 <time>%s</time></p>\n", format_when(p->view.now, buf));
}

/* The years that the pages' dates reach into and whose calendar is `fault`, joined by 、; says whether any
 * is. */
static bool put_years(struct page *p, struct str *out, bool (*fault)(enum calendar_year))
{
    int first = view_month(&p->view) / 12;
    bool any = false;
    for (int year = first; year <= first + 1; year++)
        if (fault(calendar_year(&p->view.ref->cal, year))) {
            str_printf(out, "%s%d年", any ? "、" : "", year);
            any = true;
        }
    return any;
}

static bool uncovered(enum calendar_year y) { return y < YEAR_INCOMPLETE; }
static bool incomplete(enum calendar_year y) { return y == YEAR_INCOMPLETE; }

/* due dates that reach into a year without a calendar are only provisional: say so on every page */
static void calendar_banner(struct page *p, struct str *out)
{
    static const char begin[] = "<p class=\"banner\" role=\"note\"><strong>日历不全：</strong>";
    struct str years = {0};
    if (put_years(p, &years, uncovered))
        str_printf(out, "%s%s的放假调休安排尚未录入，落在该年的到期日按普通周历推算，均为暂定。</p>\n", begin,
                   years.p);
    str_clear(&years);
    if (put_years(p, &years, incomplete))
        str_printf(out, "%s%s录入的放假日不足%d天，看来尚未录全，落在该年的到期日可能有误。</p>\n", begin,
                   years.p, CALENDAR_HOLIDAYS_MIN);
    str_release(&years);
}

/* Figures of a log that is not read to its end are not those of the city: say so, and whether they will
 * become so by themselves. */
static void reading_banner(struct page *p, struct str *out)
{
    enum { WORTH_SAYING = 1000 };
    if (p->stamp.halted)
        str_printf(out,
                   "<p class=\"banner\" role=\"note\"><strong>数据不全：</strong>有 %lld "
                   "个数据分区的消息已丢失，读取已停止，须由管理员处理；"
                   "在此之前的数字不完整。</p>\n",
                   (long long)p->stamp.halted);
    if (p->stamp.jumped)
        str_puts(out,
                 "<p class=\"banner\" "
                 "role=\"note\"><strong>时钟异常：</"
                 "strong>数据库时钟与已用时刻相差超过一小时，按时间产生的预警暂停，须由管理员处理。</p>\n");
    if (p->stamp.unread < WORTH_SAYING)
        return;
    str_puts(out, "<p class=\"banner\" role=\"note\"><strong>正在读入积压：</strong>还有约 ");
    format_count(out, p->stamp.unread);
    str_puts(out, " 条消息未读入，读完之前的数字会继续变化。</p>\n");
}

void html_begin(struct page *p, struct str *out, const char *title, const char *here)
{
    head(out, title);
    navigation(out, here);
    str_puts(out, "<main id=\"main\" class=\"wide\">\n");
    if (p->view.now != INSTANT_NONE) {
        reading_banner(p, out);
        calendar_banner(p, out);
    }
    str_puts(out, "<h1>");
    str_html(out, title);
    str_puts(out, "</h1>\n");
    if (p->view.now != INSTANT_NONE)
        stamp(p, out);
}

void html_end(struct str *out)
{
    str_puts(out, "</main>\n<footer><div class=\"wide\">一次办好电子监察。每个比率都附分子与分母；口径见<a "
                  "href=\"/rules\">规则与口径</a>。"
                  "数据接口：<a href=\"/api/v1/alerts\">/api/v1</a></div></footer></body></html>\n");
}

void html_plain(struct str *out, const char *title, const char *text)
{
    head(out, title);
    navigation(out, NULL);
    str_puts(out, "<main id=\"main\" class=\"wide\">\n<h1>");
    str_html(out, title);
    str_puts(out, "</h1>\n<p>");
    str_html(out, text);
    str_puts(out, "</p>\n");
    html_end(out);
}

void html_section(struct str *out, const char *id, const char *title)
{
    str_printf(out, "<h2 id=\"%s\">", id);
    str_html(out, title);
    str_puts(out, "</h2>\n");
}

void html_note(struct str *out, const char *text)
{
    str_puts(out, "<p class=\"note\">");
    str_html(out, text);
    str_puts(out, "</p>\n");
}

enum { SLIM = 5 }; /* tables of so few columns are not spread over the whole width */

static void put_column(struct str *out, const struct column *c)
{
    const char *bar = strchr(c->title, '|');
    struct str name = {0};
    str_put(&name, c->title, bar ? (size_t)(bar - c->title) : strlen(c->title));
    str_puts(out, c->form == 'n' ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
    str_html(out, str_text(&name));
    if (bar) {
        str_puts(out, "<small>");
        str_html(out, bar + 1);
        str_puts(out, "</small>");
    }
    str_puts(out, "</th>");
    str_release(&name);
}

void html_table(struct str *out, const char *caption, const struct column *columns, size_t n)
{
    str_puts(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    str_html(out, caption);
    str_puts(out, n <= SLIM ? "\"><table class=\"slim\"><caption>" : "\"><table><caption>");
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
               level_word[level], shape[level], level_zh[level]);
}

void html_light(struct str *out, enum light light)
{
    static const char *const shape[LIGHTS] = {"", "", "◇", "●", "▲", "■", "‖"};
    if (light == LIGHT_NULL)
        str_puts(out, "—");
    else
        str_printf(out, "<span class=\"level %s\"><span aria-hidden=\"true\">%s</span> %s</span>",
                   light_word[light], shape[light], light_zh[light]);
}

void html_when(struct str *out, instant t)
{
    char iso[INSTANT_TEXT], text[INSTANT_TEXT];
    if (t == INSTANT_NONE)
        str_puts(out, "—");
    else
        str_printf(out, "<time datetime=\"%s\">%s</time>", instant_text(t, iso), format_when(t, text));
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
    const char *copy = arena_strdup(a, str_text(&path));
    str_release(&path);
    return copy;
}

const char *html_case_text(struct arena *a, const char *no)
{
    const char *what;
    struct str quoted = {0};
    size_t n = strlen(no);
    if (!unicode_unseen(no, &what) && no[0] != ' ' && no[n - 1] != ' ')
        return no;
    text_quote(&quoted, no);
    const char *copy = arena_strdup(a, str_text(&quoted));
    str_release(&quoted);
    return copy;
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
