/* Any bytes as a CSV text (first byte even) or as an INI text (odd): every line comes once, as what it is or as a fault with its place. */
#include "base/csv.h"
#include "base/ini.h"
#include "tests/fuzz/fuzz.h"

static void read_csv(const char *text, size_t n, struct arena *a)
{
    struct csv c;
    enum csv_step step;
    uint32_t line = 0;
    csv_open(&c, text, n, a);
    while ((step = csv_next(&c)) != CSV_END) {
        MUST(c.line > line || c.p == c.end);
        line = c.line;
        if (step == CSV_BAD)
            MUST(c.bad[0] && c.bad_line && c.bad_column);
        for (size_t i = 0; step == CSV_ROW && i < c.row.n; i++)
            MUST(c.row.v[i].line && c.row.v[i].column && str_utf8(c.row.v[i].text, strlen(c.row.v[i].text)));
        MUST(step == CSV_BAD || c.row.n == c.width);
    }
    csv_close(&c);
}

static void entry(void *ctx, const struct ini_entry *en)
{
    uint32_t *line = ctx;
    MUST(en->value.line > *line && en->value.column && en->section);
    MUST(str_utf8(en->value.text, strlen(en->value.text)));
    MUST(!en->key.text || (*en->key.text && en->key.line == en->value.line));
    *line = en->value.line;
}

static void fault(void *ctx, uint32_t line, uint32_t column, const char *what)
{
    uint32_t *last = ctx;
    MUST(line > *last && column && *what);
    *last = line;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    uint32_t line = 0;
    if (!size)
        return 0;
    size_t n = size - 1;
    char *text = malloc(n ? n : 1);
    memcpy(text, data + 1, n);
    arena_reset(&a);
    if (data[0] & 1)
        ini_read(text, n, &a, &(struct ini_taker){entry, fault, &line});
    else
        read_csv(text, n, &a);
    free(text);
    return 0;
}
