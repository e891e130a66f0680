#include "reports/web/clerk.h"

/* 201 with the act or 202, or the refusal with its code. */
static int put(const struct clerk_answer *a, struct reply *out)
{
    struct str *o = &out->body;
    out->type = "application/json";
    if (a->status < 300)
        str_printf(o, "%s\n", a->text);
    else {
        str_puts(o, "{\"error\":{\"code\":");
        str_json(o, a->code);
        str_puts(o, ",\"message\":");
        str_json(o, a->text);
        str_puts(o, "}}\n");
    }
    return a->status;
}

static int hand(struct page *p, const char *what, struct reply *out)
{
    struct clerk_answer a;
    clerk_hand(p, what, str_text(&p->letter->body), p->letter->body.len, &a);
    return put(&a, out);
}

int api_post_act(struct page *p, struct reply *out, struct err *e)
{
    (void)e;
    return hand(p, "act", out);
}

int api_post_report(struct page *p, struct reply *out, struct err *e)
{
    (void)e;
    return hand(p, "report", out);
}
