#include "reports/doc_draw.h"

#include <cairo.h>
#include <errno.h>
#include <librsvg/rsvg.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/log.h"

enum { PNG_WIDTH = 1843 }; /* 156 mm at 300 dpi */

struct doc_chart *doc_draw_find(const struct doc *d, const char *name)
{
    for (size_t i = 0; i < d->charts.n; i++)
        if (!strcmp(d->charts.v[i]->name, name))
            return d->charts.v[i];
    return NULL;
}

int doc_draw_svg(const struct doc_chart *c, struct gnuplot *g, enum plot_theme theme, long now,
                 struct str *out, struct err *e)
{
    struct str script = {0};
    plot_script(&script, c, theme);
    int rc = gnuplot_svg(g, &script, c->title, now, out, e);
    str_release(&script);
    return rc;
}

static cairo_status_t take_bytes(void *closure, const unsigned char *p, unsigned n)
{
    str_put(closure, p, n);
    return CAIRO_STATUS_SUCCESS;
}

static int render(RsvgHandle *svg, struct str *out, int32_t *width, int32_t *height, struct err *e)
{
    gdouble w = 0, h = 0;
    GError *why = NULL;
    if (!rsvg_handle_get_intrinsic_size_in_pixels(svg, &w, &h) || w <= 0 || h <= 0)
        return err_set(e, "the SVG has no size");
    *width = PNG_WIDTH;
    *height = (int32_t)(PNG_WIDTH * h / w + 0.5);
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, *width, *height);
    cairo_t *cr = cairo_create(s);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    RsvgRectangle all = {0, 0, *width, *height};
    bool done = rsvg_handle_render_document(svg, cr, &all, &why);
    cairo_destroy(cr);
    cairo_status_t rc = done ? cairo_surface_write_to_png_stream(s, take_bytes, out) : CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(s);
    if (done && !rc)
        return 0;
    err_set(e, "no PNG: %s", done ? cairo_status_to_string(rc) : why->message);
    g_clear_error(&why);
    return -1;
}

int doc_draw_png(const struct str *svg, struct str *out, int32_t *width, int32_t *height, struct err *e)
{
    GError *why = NULL;
    RsvgHandle *h = rsvg_handle_new_from_data((const guint8 *)svg->p, svg->len, &why);
    if (!h) {
        err_set(e, "no SVG: %s", why->message);
        g_clear_error(&why);
        return -1;
    }
    int rc = render(h, out, width, height, e);
    g_object_unref(h);
    if (rc)
        str_clear(out);
    return rc;
}

static int draw(struct doc_chart *c, struct gnuplot *g, struct err *e)
{
    struct str *const svg[PLOT_THEMES] = {
        [PLOT_LIGHT] = &c->svg, [PLOT_DARK] = &c->dark, [PLOT_PRINT] = &c->print};
    struct str script = {0};
    for (enum plot_theme t = PLOT_LIGHT; t < PLOT_THEMES; t++) {
        str_clear(svg[t]);
        plot_script(&script, c, t);
    }
    str_clear(&c->png);
    int rc = script.len ? gnuplot_svgs(g, &script, c->title, PLOT_THEMES, svg, e)
                        : err_set(e, "there is nothing to draw");
    str_release(&script);
    return rc ? rc : doc_draw_png(&c->print, &c->png, &c->width, &c->height, e);
}

void doc_draw(struct doc *d, struct gnuplot *g)
{
    struct gnuplot *own = g ? NULL : gnuplot_new(NULL);
    bool told = false, hung = false; /* where one hung, the others would as well */
    for (size_t i = 0; i < d->charts.n && !hung; i++) {
        struct err e = {.text = ""};
        if (!draw(d->charts.v[i], g ? g : own, &e))
            continue;
        if (!told)
            log_warn("chart %s: %s; its table stands for it", d->charts.v[i]->name, e.text);
        told = true;
        hung = e.kind == ERR_ENV;
    }
    if (own)
        gnuplot_free(own);
}

static int write_picture(const struct doc *d, const char *dir, const struct doc_chart *c, const char *suffix,
                         const struct str *bytes, struct err *e)
{
    struct str path = {0};
    str_printf(&path, "%s/%s/%s.%s", dir, d->period, c->name, suffix);
    int rc = bytes->len ? file_replace(path.p, bytes->p, bytes->len, e) : 0;
    str_release(&path);
    return rc;
}

int doc_draw_files(const struct doc *d, const char *dir, struct err *e)
{
    struct str folder = {0};
    str_printf(&folder, "%s/%s", dir, d->period);
    int rc = mkdir(folder.p, 0777) && errno != EEXIST ? err_set(e, "%s: %s", folder.p, strerror(errno)) : 0;
    str_release(&folder);
    for (size_t i = 0; !rc && i < d->charts.n; i++) {
        const struct doc_chart *c = d->charts.v[i];
        rc = write_picture(d, dir, c, "svg", &c->svg, e) || write_picture(d, dir, c, "png", &c->png, e) ? -1
                                                                                                        : 0;
    }
    return rc;
}
