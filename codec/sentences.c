#include "codec/sentences.h"

#include <string.h>

enum { PLACES = 3 };

static const struct {
    const char *en, *zh;
} row[] = {
#define SAY(en, zh) {en, zh},
#include "codec/sentences.def"
};

struct place {
    const char *p;
    size_t n;
};

static bool known(const char *english);

/* What stands for the pattern's % and @; false: it does not fit. */
static bool fits(const char *pattern, const char *text, struct place *place)
{
    while (*pattern && !strchr("%@", *pattern) && *pattern == *text)
        pattern++, text++;
    if (*pattern == '@') {
        *place = (struct place){text, strlen(text)};
        return known(text);
    }
    if (*pattern != '%' || !*text)
        return !*pattern && !*text;
    for (size_t n = 1; text[n - 1]; n++)
        if (fits(pattern + 1, text + n, place + 1)) {
            *place = (struct place){text, n};
            return true;
        }
    return false;
}

static int find(const char *english, struct place place[PLACES])
{
    for (int i = 0; i < (int)(sizeof row / sizeof *row); i++)
        if (fits(row[i].en, english, place))
            return i;
    return -1;
}

static bool known(const char *english)
{
    struct place place[PLACES + 1];
    return find(english, place) >= 0;
}

static void fill(struct str *out, int i, const struct place *place)
{
    const char *sentence = strchr(row[i].en, '@'), *z = row[i].zh;
    for (; *z; z++) {
        if (*z != '%') {
            str_putc(out, *z);
            continue;
        }
        int k = *++z - '1';
        if (sentence && !place[k].p[place[k].n]) /* it stands at the end */
            sentences_zh(out, place[k].p);
        else
            str_put(out, place[k].p, place[k].n);
    }
}

bool sentences_zh(struct str *out, const char *english)
{
    struct place place[PLACES + 1];
    int i = find(english, place);
    if (i < 0)
        str_puts(out, english);
    else
        fill(out, i, place);
    return i >= 0;
}
