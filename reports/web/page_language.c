/* The switch in the head of every page. The language is this browser's, not the account's: a cookie, which
 * letter.c reads. Who has none reads Chinese, whatever his browser prefers. */
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

int page_language(struct page *p, struct reply *out, struct err *e)
{
    int lang = find(form_get(&p->form, "lang"));
    if (lang < 0) {
        err_usage(e, "%s", tr("没有这种语言"));
        return page_failed(e);
    }
    snprintf(out->cookie[0], sizeof out->cookie[0],
             LETTER_LANG "=%s; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax%s", lang_tag[lang],
             p->letter->https ? "; Secure" : "");
    out->location = page_local(form_get(&p->form, "to"));
    return 303;
}
