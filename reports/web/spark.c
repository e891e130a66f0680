#include "reports/web/spark.h"

#include <inttypes.h>

enum { LEFT = 3, RIGHT = 5, EDGE = 4 };

static int x_of(size_t i, size_t n)
{
    return n > 1 ? LEFT + (int)((SPARK_WIDTH - LEFT - RIGHT) * i / (n - 1)) : SPARK_WIDTH / 2;
}

/* In tenths of a pixel, from above. */
static int64_t y_of(int64_t v, int64_t least, int64_t largest)
{
    enum { SPAN = (SPARK_HEIGHT - 2 * EDGE) * 10 };
    return EDGE * 10 + (largest > least ? SPAN - SPAN * (v - least) / (largest - least) : SPAN / 2);
}

static bool bounds(const int64_t *v, size_t n, int64_t *least, int64_t *largest)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (v[i] == SPARK_NONE)
            continue;
        *least = any && *least < v[i] ? *least : v[i];
        *largest = any && *largest > v[i] ? *largest : v[i];
        any = true;
    }
    return any;
}

void spark_line(struct str *out, const int64_t *v, size_t n, bool running, const char *label)
{
    int64_t least = 0, largest = 0;
    str_printf(out,
               "<svg class=\"spark\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" "
               "aria-label=\"",
               SPARK_WIDTH, SPARK_HEIGHT, SPARK_WIDTH, SPARK_HEIGHT);
    str_html(out, label);
    str_puts(out, "\">");
    size_t last = n, whole = running && n ? n - 1 : n;
    if (bounds(v, n, &least, &largest))
        for (size_t i = 0; i < n; i++) {
            if (v[i] == SPARK_NONE)
                continue;
            int64_t y = y_of(v[i], least, largest);
            if (i && v[i - 1] != SPARK_NONE) {
                int64_t before = y_of(v[i - 1], least, largest);
                str_printf(out,
                           "<line x1=\"%d\" y1=\"%" PRId64 ".%" PRId64 "\" x2=\"%d\" y2=\"%" PRId64
                           ".%" PRId64 "\"%s/>",
                           x_of(i - 1, n), before / 10, before % 10, x_of(i, n), y / 10, y % 10,
                           i >= whole ? " class=\"part\"" : "");
            }
            last = i;
        }
    if (last < n) {
        int64_t y = y_of(v[last], least, largest);
        str_printf(out, "<circle cx=\"%d\" cy=\"%" PRId64 ".%" PRId64 "\" r=\"3\"%s/>", x_of(last, n), y / 10,
                   y % 10, last >= whole ? " class=\"part\"" : "");
    }
    str_puts(out, "</svg>");
}

/* Hundredths of the scale: 0…10000 between 3 % and 97 % of the width. */
static int32_t place(int32_t bp, int32_t low)
{
    int32_t at = bp < low ? low : bp > 10000 ? 10000 : bp;
    return 300 + (int32_t)((int64_t)(at - low) * 9400 / (10000 - low));
}

static void put_place(struct str *out, const char *name, int32_t at)
{
    str_printf(out, " %s=\"%d.%02d%%\"", name, at / 100, at % 100);
}

void spark_dot(struct str *out, int32_t now, int32_t before, int32_t whole, int32_t low)
{
    str_puts(out, "<svg class=\"dot\" aria-hidden=\"true\"><line x1=\"3%\" x2=\"97%\" y1=\"50%\" "
                  "y2=\"50%\"/>");
    if (whole != BP_NULL) {
        str_puts(out, "<line class=\"whole\" y1=\"0\" y2=\"100%\"");
        put_place(out, "x1", place(whole, low));
        put_place(out, "x2", place(whole, low));
        str_puts(out, "/>");
    }
    if (before != BP_NULL) {
        str_puts(out, "<circle class=\"was\" cy=\"50%\" r=\"5\"");
        put_place(out, "cx", place(before, low));
        str_puts(out, "/>");
    }
    if (now != BP_NULL) {
        str_puts(out, "<circle cy=\"50%\" r=\"5\"");
        put_place(out, "cx", place(now, low));
        str_puts(out, "/>");
    }
    str_puts(out, "</svg>");
}

int spark_share(int64_t v, int64_t most)
{
    return v <= 0 || most <= 0 ? 0 : v >= most ? 4 : (int)(v * 4 / most) + 1;
}
