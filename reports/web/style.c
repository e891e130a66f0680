#include <stddef.h>

#include "reports/doc_html.h"
#include "reports/web/page.h"

/* The stylesheet is part of the program: the server opens no file by name. */
__asm__(".section .rodata\n.global style_css, style_css_end\nstyle_css:\n.incbin "
        "\"reports/web/style.css\"\nstyle_css_end:\n.byte 0\n.previous\n");
extern const char style_css[], style_css_end[];

int page_style(struct page *p, struct reply *out, struct err *e)
{
    (void)p, (void)e;
    str_put(&out->body, style_css, (size_t)(style_css_end - style_css));
    str_put(&out->body, doc_html_style, (size_t)(doc_html_style_end - doc_html_style));
    out->type = "text/css; charset=utf-8";
    return 200;
}
