/* Mail (RFC 5322, UTF-8 as Base64) and the templates of http receivers. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/base64.h"
#include "collector/notify/forms_parts.h"

enum { TEXT_MOST = 30000, SMS_MOST = 1000, LINE = 57 /* bytes of 76 characters of Base64 */ };

/* An encoded word holds at most 75 characters, and whole ones: 45 bytes. */
static void put_subject(struct str *out, const char *z)
{
    enum { WORD = 42 };
    str_puts(out, "Subject:");
    while (*z) {
        size_t n = strlen(z);
        for (n = n < WORD ? n : WORD; n && ((unsigned char)z[n] & 0xc0) == 0x80;)
            n--;
        str_puts(out, " =?UTF-8?B?");
        base64_put(out, z, n);
        str_puts(out, z[n] ? "?=\r\n" : "?=");
        z += n;
    }
    str_puts(out, "\r\n");
}

static void put_date(struct str *out, instant t)
{
    static const char *const wday[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const mon[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[INSTANT_TEXT];
    int y, m, d;
    day when = instant_day(t);
    day_split(when, &y, &m, &d);
    instant_text(t, text);
    str_printf(out, "Date: %s, %d %s %d %.8s +0800\r\n", wday[day_weekday(when)], d, mon[m - 1], y,
               text + 11);
}

void forms_mail(struct str *out, const struct forms_message *m)
{
    struct str title = {0}, text = {0};
    const char *word, *list = m->to->to, *at = strrchr(m->to->from, '@');
    size_t n;
    forms_title(&title, m);
    forms_text(&text, m, false, TEXT_MOST);
    put_date(out, m->now);
    str_printf(out, "From: <%s>\r\nTo:", m->to->from);
    for (const char *comma = " "; notify_word(&list, &word, &n); comma = ",\r\n ")
        str_printf(out, "%s<%.*s>", comma, (int)n, word);
    str_printf(out, "\r\nMessage-ID: <%s.%s@%s>\r\n", m->id, m->rule, at ? at + 1 : "localhost");
    put_subject(out, str_text(&title));
    str_puts(out, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                  "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n");
    for (size_t i = 0; i < text.len; i += LINE) {
        base64_put(out, text.p + i, text.len - i < LINE ? text.len - i : LINE);
        str_puts(out, "\r\n");
    }
    str_release(&title);
    str_release(&text);
}

/* What a placeholder of this name stands for; those of one notice are empty where there are several. */
static bool value_of(struct str *out, const struct forms_message *m, const char *name, size_t n)
{
    const struct notice *one = m->total == 1 ? &m->list.v[0] : NULL;
#define IS(word) (n == sizeof(word) - 1 && !memcmp(name, word, n))
    if (IS("text"))
        forms_text(out, m, false, SMS_MOST);
    else if (IS("id"))
        str_puts(out, m->id);
    else if (IS("count"))
        str_int(out, m->total);
    else if (IS("to"))
        str_puts(out, m->to->to);
    else if (IS("token"))
        str_puts(out, m->to->token);
    else if (IS("unit") && one)
        notice_unit(out, one, m->ref);
    else if (IS("case") && one)
        str_puts(out, one->case_no ? one->case_no : one->order ? one->order : "");
    else if (IS("item") && one)
        notice_item(out, one, m->ref);
    else if (IS("rule") && one)
        notice_rule(out, one);
    else if (IS("days") && one)
        notice_days(out, one);
    else if (IS("link") && one)
        notice_link(out, one, m->conf->link);
    else if (IS("link"))
        str_puts(out, m->conf->link);
    else
        return IS("unit") || IS("case") || IS("item") || IS("rule") || IS("days");
#undef IS
    while (out->len && out->p[out->len - 1] == '\n')
        out->p[--out->len] = 0;
    return true;
}

static void put_escaped(struct str *out, const char *z, const char *type)
{
    struct str json = {0};
    if (!type || !strncmp(type, "application/x-www-form-urlencoded", 33))
        str_url(out, z);
    else if (strstr(type, "json")) {
        str_json(&json, z);
        str_put(out, json.p + 1, json.len - 2);
    } else if (strstr(type, "xml") || strstr(type, "html"))
        str_html(out, z);
    else
        str_puts(out, z);
    str_release(&json);
}

void forms_template(struct str *out, const struct forms_message *m, const char *template, const char *type)
{
    struct str value = {0};
    for (const char *p = template; *p;) {
        size_t n = *p == '{' ? strspn(p + 1, "abcdefghijklmnopqrstuvwxyz") : 0;
        str_clear(&value);
        if (n && p[n + 1] == '}' && value_of(&value, m, p + 1, n)) {
            put_escaped(out, str_text(&value), type);
            p += n + 2;
        } else
            str_putc(out, *p++);
    }
    str_release(&value);
}
