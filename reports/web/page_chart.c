/* The charts of a bulletin: PERIOD/NAME.svg and .png. */
#include <string.h>

#include "reports/doc_draw.h"
#include "reports/web/bulletin_doc.h"

/* The picture that a frozen document keeps, else one drawn now. */
static int put_svg(struct page *p, struct str *out, const struct doc_chart *c, enum plot_theme t,
                   struct err *e)
{
    const struct str *const kept[PLOT_THEMES] = {
        [PLOT_LIGHT] = &c->svg, [PLOT_DARK] = &c->dark, [PLOT_PRINT] = &c->print};
    if (!kept[t]->len)
        return doc_draw_svg(c, p->gnuplot, t, (long)(p->view.now / SECOND), out, e);
    str_put(out, kept[t]->p, kept[t]->len);
    return 0;
}

static int put_chart(struct page *p, struct reply *out, const struct doc_chart *c, bool png,
                     const char *theme, struct err *e)
{
    enum plot_theme t = png || !strcmp(theme, "print") ? PLOT_PRINT
                        : strcmp(theme, "dark")        ? PLOT_LIGHT
                                                       : PLOT_DARK;
    struct str svg = {0};
    int32_t width, height;
    int rc = 0;
    if (!png)
        rc = put_svg(p, &out->body, c, t, e);
    else if (c->png.len)
        str_put(&out->body, c->png.p, c->png.len);
    else
        rc = put_svg(p, &svg, c, t, e) || doc_draw_png(&svg, &out->body, &width, &height, e);
    str_release(&svg);
    return rc ? 500 : 200;
}

/* What was published under this name, else the picture of the chart. */
static int put_named(struct page *p, struct reply *out, const struct bulletin_doc *b, const char *file,
                     const char *theme, struct err *e)
{
    const char *dot = strrchr(file, '.');
    bool png = !strcmp(dot, ".png");
    const struct doc_chart *c = doc_draw_find(b->doc,
                                              arena_strndup(p->view.arena, file, (size_t)(dot - file)));
    int found = strcmp(theme, "light") ? 0 : bulletin_doc_file(p, b, file, &out->body, e);
    out->type = png ? "image/png" : "image/svg+xml";
    if (found)
        return found < 0 ? page_failed(e) : 200;
    return c ? put_chart(p, out, c, png, theme, e) : page_missing(e, tr("没有这张图。"));
}

int page_chart(struct page *p, struct reply *out, struct err *e)
{
    static const char *const names[] = {"revision", "theme", NULL}, *const themes[] = {"light", "dark",
                                                                                       "print", NULL};
    const char *arg = p->rq->arg, *slash = strchr(arg, '/'), *dot = strrchr(arg, '.'), *theme = themes[0];
    struct bulletin_doc b;
    if (!slash || !dot || dot < slash || (strcmp(dot, ".png") != 0 && strcmp(dot, ".svg") != 0))
        return page_missing(e, tr("没有这张图。"));
    if (request_only(p->rq, names, e) || request_word(p->rq, "theme", themes, &theme, e))
        return page_failed(e);
    if (request_get(p->rq, "theme") && !strcmp(dot, ".png")) {
        err_usage(e, tr("参数 theme 只用于 svg"));
        return page_failed(e);
    }
    int status = bulletin_doc_read(p, arg, (size_t)(slash - arg), &b, e);
    if (status != 200)
        return status;
    status = put_named(p, out, &b, slash + 1, theme, e);
    bulletin_doc_release(&b);
    return status;
}
