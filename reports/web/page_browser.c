/* What is this browser's and not the account's: cookies without a secret, which letter.c reads. The language,
 * by the switch in the head of every page: who has none reads Chinese, whatever his browser prefers. And that
 * the calendar's banner has been read today. */
#include <stdio.h>
#include <string.h>

#include "reports/web/html.h"

static int find(const char *tag)
{
    for (int i = 0; tag && i < LANGS; i++)
        if (!strcmp(lang_tag[i], tag))
            return i;
    return -1;
}

enum { DAY_SECONDS = 24 * 60 * 60 };

/* Leads back to the page on which the button is. */
static int keep(struct page *p, struct reply *out, const char *name, const char *value, int seconds)
{
    snprintf(out->cookie[0], sizeof out->cookie[0], "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s",
             name, value, seconds, p->letter->https ? "; Secure" : "");
    out->location = page_local(form_get(&p->form, "to"));
    return 303;
}

int page_language(struct page *p, struct reply *out, struct err *e)
{
    int lang = find(form_get(&p->form, "lang"));
    if (lang < 0) {
        err_usage(e, "%s", tr("没有这种语言"));
        return page_failed(e);
    }
    return keep(p, out, LETTER_LANG, lang_tag[lang], 365 * DAY_SECONDS);
}

int page_put_away(struct page *p, struct reply *out, struct err *e)
{
    const char *today = form_get(&p->form, "day");
    day d;
    if (!today || !day_parse(today, strlen(today), &d)) {
        err_usage(e, "%s", tr("日期要写成 2026-01-31 这样"));
        return page_failed(e);
    }
    return keep(p, out, LETTER_AWAY, today, DAY_SECONDS);
}
