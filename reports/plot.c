#include "reports/plot.h"

#include <string.h>

#include "reports/plot_parts.h"

static const struct plot_look looks[PLOT_THEMES] = {
    [PLOT_LIGHT] = {.ink = "#1b1f24",
                    .soft = "#57606a",
                    .grid = "#d8dee4",
                    .first = "#0b4f93",
                    .second = "#c4580a",
                    .red = "#a3121c",
                    .yellow = "#e0a100",
                    .warning = "#9fb6c8",
                    .heat = {"#f1f5f9", "#c9dcec", "#fbe3a1", "#ec9a4b", "#a3121c"},
                    .heat_ink = {"#1b1f24", "#1b1f24", "#1b1f24", "#1b1f24", "#ffffff"}},
    [PLOT_DARK] = {.ink = "#e6edf3",
                   .soft = "#9aa4af",
                   .grid = "#3a424c",
                   .first = "#6cb6ff",
                   .second = "#f0a35e",
                   .red = "#ff6b6b",
                   .yellow = "#e8c14a",
                   .warning = "#5f7a90",
                   .heat = {"#1f2933", "#2b4a66", "#7a6526", "#b5692a", "#ff6b6b"},
                   .heat_ink = {"#e6edf3", "#e6edf3", "#ffffff", "#ffffff", "#16191d"}},
    [PLOT_PRINT] = {.ink = "#000000",
                    .soft = "#404040",
                    .grid = "#c8c8c8",
                    .first = "#08386b",
                    .second = "#b5530c",
                    .red = "#8f0f18",
                    .yellow = "#e3a81c",
                    .warning = "#d3dae0",
                    .heat = {"#ffffff", "#e4eaf0", "#f6dc98", "#e0924a", "#8f0f18"},
                    .heat_ink = {"#000000", "#000000", "#000000", "#000000", "#ffffff"}},
};

bool plot_script(struct str *out, const struct doc_chart *c, enum plot_theme theme)
{
    static const struct {
        const char *name;
        void (*put)(const struct plot *p);
    } kind[] = {
        {"ranking", plot_ranking}, {"levels", plot_levels},
        {"used", plot_used},       {"satisfaction", plot_satisfaction},
        {"trend", plot_trend},     {"intake", plot_intake},
        {"funnel", plot_funnel},   {"heat", plot_heat},
    };
    struct plot p = {.out = out, .t = c->table, .look = &looks[theme], .n = doc_rows(c->table), .city = -1};
    const struct doc_cell *last = p.n ? doc_at(c->table, p.n - 1, 0) : NULL;
    if (last && last->type == CELL_TEXT && !strcmp(last->text, "*"))
        p.city = (int64_t)--p.n;
    for (size_t i = 0; p.n && i < sizeof kind / sizeof *kind; i++)
        if (!strcmp(kind[i].name, c->name)) {
            kind[i].put(&p);
            return true;
        }
    return false;
}
