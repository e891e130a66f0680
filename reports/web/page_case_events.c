#include "reports/format.h"
#include "reports/web/html.h"
#include "reports/web/page_case.h"
#include "reports/words.h"

static void put_fields(struct page *p, struct str *out, const struct event *ev)
{
    const struct event_field *f = event_first_field(ev->type);
    const char *sep = "<div>";
    for (; f->name && f->type == ev->type; f++) {
        struct str value = {0};
        if (!event_has(ev, f))
            continue;
        words_value(&value, ev, f, p->view.ref);
        str_printf(out, "%s%s：", sep, words_field(f->name));
        str_html(out, str_text(&value));
        str_release(&value);
        sep = "；";
    }
    str_puts(out, sep[0] == '<' ? "" : "</div>");
}

static void put_origin(struct page *p, struct str *out, const struct event *ev)
{
    char buf[INSTANT_TEXT];
    str_puts(out, "<div>");
    str_html(out, p->view.ref->regions[ev->region].name);
    str_putc(out, ' ');
    str_html(out, p->view.ref->depts[ev->dept].name);
    if (ev->officer) {
        str_puts(out, "，经办 ");
        str_html(out, ev->officer);
    }
    if (ev->channel)
        str_printf(out, "，渠道：%s", words_word(event_channel_word[ev->channel]));
    if (ev->recorded != INSTANT_NONE && ev->recorded != ev->occurred)
        str_printf(out, "，录入于 %s", format_when(ev->recorded, buf));
    str_puts(out, "。来源 ");
    str_html(out, ev->source);
    str_puts(out, " / ");
    str_html(out, ev->event_id);
    str_puts(out, "</div>");
}

static void put_event(struct page *p, struct str *out, const struct event *ev, bool voided)
{
    str_puts(out, voided ? "<li class=\"void\">" : "<li>");
    html_when(out, ev->occurred);
    str_printf(out, "<strong>%s</strong>%s%s", event_type_zh[ev->type], voided ? "（已更正作废）" : "",
               ev->occurred > p->view.now ? "（尚未发生，不计入）" : "");
    put_fields(p, out, ev);
    put_origin(p, out, ev);
    str_puts(out, "</li>\n");
}

enum { SHOWN = 1000 }; /* a case has some ten; one with more is a fault of its source */

void page_case_events(struct page *p, struct str *out, const struct folder *f)
{
    html_section(out, "events", "办理过程");
    str_puts(out, "<ol class=\"events\">\n");
    for (size_t i = 0; i < f->n && i < SHOWN; i++)
        put_event(p, out, &f->events[i], f->voided[i]);
    str_puts(out, "</ol>\n");
    if (f->n > SHOWN)
        str_printf(out, "<p class=\"note\">共 %zu 条，只列出前 %d 条。</p>\n", f->n, SHOWN);
}
