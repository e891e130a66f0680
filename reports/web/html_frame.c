#include <string.h>

#include "reports/format.h"
#include "reports/web/html.h"

static const struct {
    const char *href, *text;
} nav[] = {{"/today", "今日"},       {"/", "总览"},         {"/alerts", "预警与红黄牌"}, {"/cases", "办件"},
           {"/orders", "督办"},      {"/rankings", "排名"}, {"/bulletins", "通报"},      {"/reports", "报送"},
           {"/rules", "规则与口径"}, {"/system", "系统"}};

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

/* For whom a page is: not the login, for pages are kept for all who see the same. */
static void put_viewer(struct str *out, const struct page *p)
{
    static const char *const role[] = {[ROLE_BUREAU] = "市审批局",
                                       [ROLE_REGION] = "县区",
                                       [ROLE_DEPARTMENT] = "部门",
                                       [ROLE_AUDITOR] = "审计"};
    const struct viewer *v = &p->view.viewer;
    const struct refdata *ref = p->view.ref;
    int32_t region = v->role == ROLE_REGION ? refdata_region(ref, v->own) : -1,
            dept = v->role == ROLE_DEPARTMENT ? refdata_dept(ref, v->own) : -1;
    str_puts(out, "<a class=\"viewer\" href=\"/logout\">");
    str_html(out, region >= 0 ? ref->regions[region].name
                  : dept >= 0 ? ref->depts[dept].name
                              : role[v->role]);
    str_puts(out, "（退出）</a>");
}

/* `p` NULL: a page for nobody in particular. */
static void navigation(struct str *out, const struct page *p, const char *here)
{
    str_puts(out, "<nav aria-label=\"主导航\">");
    for (size_t i = 0; i < sizeof nav / sizeof *nav; i++)
        str_printf(out, "<a href=\"%s\"%s>%s</a>", nav[i].href,
                   here && !strcmp(here, nav[i].href) ? " aria-current=\"page\"" : "", nav[i].text);
    if (p && p->who)
        put_viewer(out, p);
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
    navigation(out, p, here);
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
                  "数据接口：<a href=\"/api\">/api</a></div></footer></body></html>\n");
}

void html_plain(struct str *out, const char *title, const char *text)
{
    head(out, title);
    navigation(out, NULL, NULL);
    str_puts(out, "<main id=\"main\" class=\"wide\">\n<h1>");
    str_html(out, title);
    str_puts(out, "</h1>\n<p>");
    str_html(out, text);
    str_puts(out, "</p>\n");
    html_end(out);
}
