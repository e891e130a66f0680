#include <string.h>

#include "reports/format.h"
#include "reports/names.h"
#include "reports/web/html.h"

static const struct {
    const char *href, *text;
} nav[] = {{"/today", TR("今日")},     {"/", TR("总览")},        {"/alerts", TR("预警与红黄牌")},
           {"/cases", TR("办件")},     {"/orders", TR("督办")},  {"/rankings", TR("排名")},
           {"/bulletins", TR("通报")}, {"/reports", TR("报送")}, {"/rules", TR("规则与口径")},
           {"/system", TR("系统")}};

static void head(struct str *out, const struct page *p, const char *title)
{
    const char *city = p ? names_city(p->view.ref) : NULL;
    str_printf(out, "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"><title>",
               lang_tag[say_lang()]);
    str_html(out, title);
    str_printf(
        out,
        " — %s</title>\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<meta name=\"color-scheme\" content=\"light dark\"><link rel=\"stylesheet\" "
        "href=\"/style.css\"></head>\n<body id=\"top\">"
        "<a class=\"skip\" href=\"#main\">%s</a>\n<header><div class=\"wide\"><a class=\"name\" href=\"/\">",
        tr("一次办好电子监察"), tr("跳到正文"));
    str_html(out, city ? city : "");
    str_printf(out, "%s%s<span>%s</span></a>", city ? " " : "", tr("一次办好"), tr("电子监察"));
}

/* The same page in the other language, which is said in that language. */
static void put_switch(struct str *out, const char *target)
{
    static const char *const name[] = {[LANG_ZH] = "中文", [LANG_EN] = "English"};
    enum lang other = say_lang() == LANG_EN ? LANG_ZH : LANG_EN;
    str_puts(out, "<form class=\"lang\" method=\"post\" action=\"/language\">");
    html_hidden(out, "to", target);
    str_printf(out, "<button name=\"lang\" value=\"%s\" lang=\"%s\">%s</button></form>", lang_tag[other],
               lang_tag[other], name[other]);
}

/* For whom a page is: not the login, for pages are kept for all who see the same. */
static void put_viewer(struct str *out, const struct page *p)
{
    static const char *const role[] = {[ROLE_BUREAU] = TR("市审批局"),
                                       [ROLE_REGION] = TR("县区"),
                                       [ROLE_DEPARTMENT] = TR("部门"),
                                       [ROLE_AUDITOR] = TR("审计")};
    const struct viewer *v = &p->view.viewer;
    const struct refdata *ref = p->view.ref;
    int32_t region = v->role == ROLE_REGION ? refdata_region(ref, v->own) : -1,
            dept = v->role == ROLE_DEPARTMENT ? refdata_dept(ref, v->own) : -1;
    str_puts(out, "<a class=\"viewer\" href=\"/logout\">");
    str_html(out, region >= 0 ? ref->regions[region].name
                  : dept >= 0 ? ref->depts[dept].name
                              : tr(role[v->role]));
    str_printf(out, "%s</a>", tr("（退出）"));
}

static void put_links(struct str *out, const char *here)
{
    str_printf(out, "<nav aria-label=\"%s\">", tr("主导航"));
    for (size_t i = 0; i < sizeof nav / sizeof *nav; i++)
        str_printf(out, "<a href=\"%s\"%s>%s</a>", nav[i].href,
                   here && !strcmp(here, nav[i].href) ? " aria-current=\"page\"" : "", tr(nav[i].text));
    str_puts(out, "</nav>");
}

/* A case is looked for from every page. */
static void put_find(struct str *out)
{
    str_puts(out, "<form class=\"find\" method=\"get\" action=\"/cases\" role=\"search\">");
    str_printf(out,
               "<input type=\"search\" name=\"q\" aria-label=\"%s\" placeholder=\"%s\"><button>%s</button>",
               tr("找办件：编号一段、事项或单位"), tr("办件编号一段、事项或单位"), tr("找办件"));
    str_puts(out, "</form>");
}

/* `p` NULL: a page for nobody in particular. Who has yet to sign in is not shown ways that all lead there. */
static void navigation(struct str *out, const struct page *p, const char *here, const char *target)
{
    bool inside = !here || strcmp(here, "/login") != 0;
    if (inside)
        put_find(out);
    if (inside && p && p->who)
        put_viewer(out, p);
    put_switch(out, target);
    if (inside)
        put_links(out, here);
    str_puts(out, "</div></header>\n");
}

static void stamp(struct page *p, struct str *out)
{
    char buf[INSTANT_TEXT];
    str_puts(out, "<p class=\"stamp\">");
    if (p->stamp.data == INSTANT_NONE)
        str_puts(out, tr("尚未收到数据"));
    else {
        struct str age = {0};
        say_span(&age, p->view.now - p->stamp.data);
        str_printf(out, tr("数据截至 <time>%s</time>（距今 %s）"), format_when(p->stamp.data, buf), age.p);
        str_release(&age);
    }
    str_printf(out, tr("，本页生成于 <time>%s</time>"), format_when(p->view.now, buf));
    str_puts(out, "</p>\n");
}

/* The years that the pages' dates reach into and whose calendar is `fault`, joined by 、; says whether any
 * is. */
static bool put_years(struct page *p, struct str *out, bool (*fault)(enum calendar_year))
{
    int first = view_month(&p->view) / 12;
    bool any = false;
    for (int year = first; year <= first + 1; year++)
        if (fault(calendar_year(&p->view.ref->cal, year))) {
            str_puts(out, any ? tr("、") : "");
            str_printf(out, tr("%d年"), year);
            any = true;
        }
    return any;
}

static bool uncovered(enum calendar_year y) { return y < YEAR_INCOMPLETE; }
static bool incomplete(enum calendar_year y) { return y == YEAR_INCOMPLETE; }

static void banner(struct str *out, const char *what)
{
    str_printf(out, "<div class=\"banner\" role=\"note\"><strong>%s</strong>", what);
}

/* Whoever has read it needs it no more today. */
static void put_away(struct page *p, struct str *out, const char *target)
{
    char today[DAY_TEXT];
    str_puts(out, "<form method=\"post\" action=\"/banner\">");
    html_hidden(out, "to", target);
    html_hidden(out, "day", day_text(instant_day(p->view.now), today));
    str_printf(out, "<button>%s</button></form></div>\n", tr("今天不再提示"));
}

/* Due dates that reach into a year without a calendar are only provisional: every page says so to who can see
 * to it that there is one. Others have it beside the dates that it is about. */
static void calendar_banner(struct page *p, struct str *out, const char *target)
{
    struct str years = {0};
    if (p->letter->away == instant_day(p->view.now))
        return;
    if (put_years(p, &years, uncovered)) {
        banner(out, tr("日历不全："));
        str_printf(out, tr("%s的放假调休安排尚未录入，落在该年的到期日按普通周历推算，均为暂定。"), years.p);
        put_away(p, out, target);
    }
    str_clear(&years);
    if (put_years(p, &years, incomplete)) {
        banner(out, tr("日历不全："));
        str_printf(out, tr("%s录入的放假日不足%d天，看来尚未录全，落在该年的到期日可能有误。"), years.p,
                   CALENDAR_HOLIDAYS_MIN);
        put_away(p, out, target);
    }
    str_release(&years);
}

/* Figures of a log that is not read to its end are not those of the city: say so, and whether they will
 * become so by themselves. */
static void reading_banner(struct page *p, struct str *out)
{
    enum { WORTH_SAYING = 1000 };
    if (p->stamp.halted) {
        banner(out, tr("数据不全："));
        str_printf(out,
                   tr_n(p->stamp.halted,
                        "有 %lld 个数据分区的消息已丢失，读取已停止，须由管理员处理；在此之前"
                        "的数字不完整。"),
                   (long long)p->stamp.halted);
        str_puts(out, "</div>\n");
    }
    if (p->stamp.jumped) {
        banner(out, tr("时钟异常："));
        str_printf(out, "%s</div>\n",
                   tr("数据库时钟与已用时刻相差超过一小时，按时间产生的预警暂停，须由管理员处理。"));
    }
    if (p->stamp.unread < WORTH_SAYING)
        return;
    banner(out, tr("正在读入积压："));
    str_puts(out, tr("还有约 "));
    format_count(out, p->stamp.unread);
    str_printf(out, "%s</div>\n", tr(" 条消息未读入，读完之前的数字会继续变化。"));
}

/* An answer to a form has no address that the switch could lead back to: its page in the navigation, or the
 * first one. */
static const char *switch_target(const struct page *p, const char *here)
{
    return letter_reads(p->letter) ? p->letter->target : here ? here : "/";
}

void html_begin(struct page *p, struct str *out, const char *title, const char *here)
{
    const char *target = switch_target(p, here);
    head(out, p, title);
    navigation(out, p, here, target);
    str_puts(out, "<main id=\"main\" class=\"wide\">\n");
    if (p->view.now != INSTANT_NONE) {
        reading_banner(p, out);
        if (p->view.viewer.role == ROLE_BUREAU)
            calendar_banner(p, out, target);
    }
    str_puts(out, "<h1>");
    str_html(out, title);
    str_puts(out, "</h1>\n");
    if (p->view.now != INSTANT_NONE)
        stamp(p, out);
}

void html_end(struct str *out)
{
    str_printf(out, "</main>\n<footer><div class=\"wide\"><a class=\"top\" href=\"#top\">%s</a>",
               tr("回到页首 ↑"));
    str_printf(
        out,
        tr("一次办好电子监察。每个比率都附分子与分母；口径见<a href=\"%s\">规则与口径</a>。数据接口：<a "
           "href=\"%s\">/api</a>"),
        "/rules", "/api");
    str_puts(out, "</div></footer></body></html>\n");
}

/* Where to go on from a page that was no use: the same without what was asked of it, and the first pages. */
static void put_ways(struct str *out, const char *target)
{
    const char *asked = strchr(target, '?');
    struct str bare = {0};
    str_printf(out, "<p>%s</p>\n<ul class=\"ways\">", tr("可以从这里继续："));
    if (asked && asked > target) {
        str_put(&bare, target, (size_t)(asked - target));
        str_puts(out, "<li>");
        html_link(out, str_text(&bare), tr("去掉网址里的条件，重新打开这一页"));
        str_puts(out, "</li>");
    }
    str_release(&bare);
    str_printf(out,
               "<li><a href=\"/today\">%s</a></li><li><a href=\"/\">%s</a></li><li><a "
               "href=\"/cases\">%s</a></li></ul>\n",
               tr("今日要办的件"), tr("总览"), tr("按编号、事项或单位找办件"));
}

void html_plain(struct str *out, const struct page *p, const char *target, const char *title,
                const char *text)
{
    head(out, p, title);
    navigation(out, p, NULL, target);
    str_puts(out, "<main id=\"main\" class=\"wide\">\n<h1>");
    str_html(out, title);
    str_puts(out, "</h1>\n<p>");
    str_html(out, text);
    str_puts(out, "</p>\n");
    put_ways(out, target);
    html_end(out);
}
