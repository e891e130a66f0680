#include "analyzer/upheld.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/rules.h"
#include "base/bytes.h"

static void pack_one(struct str *out, const struct upheld *u)
{
    bytes_put_i(out, u->at);
    bytes_put_u(out, rule_table[u->alert.rule].no);
    bytes_put_u(out, u->alert.event_id != NULL);
    bytes_put_text(out, u->alert.event_id ? "" : u->alert.subject); /* an event says it all */
    if (u->alert.event_id) {
        bytes_put_text(out, u->alert.source);
        bytes_put_text(out, u->alert.event_id);
    }
}

static int by_content(const void *a, const void *b)
{
    const struct upheld *p = a, *q = b;
    struct str x = {0}, y = {0};
    act_alert_key(&x, &p->alert);
    act_alert_key(&y, &q->alert);
    int c = p->at != q->at ? (p->at < q->at ? -1 : 1) : strcmp(str_text(&x), str_text(&y));
    str_release(&x);
    str_release(&y);
    return c;
}

void upheld_pack(struct str *out, struct upheld *list, size_t n)
{
    if (n > 1)
        qsort(list, n, sizeof *list, by_content);
    for (size_t i = 0; i < n; i++)
        pack_one(out, &list[i]);
}

static bool unpack_one(struct bytes *b, const char *case_no, struct arena *a, struct upheld *u)
{
    u->at = bytes_i(b);
    int rule = rules_find((int)bytes_u(b));
    bool event = bytes_u(b) == 1;
    u->alert = (struct act_alert){.case_no = case_no, .subject = bytes_text(b, a), .rule = (uint16_t)rule};
    if (event) {
        u->alert.source = bytes_text(b, a);
        u->alert.event_id = bytes_text(b, a);
    }
    return !b->bad && rule >= 0;
}

bool upheld_unpack(const uint8_t *p, size_t n, const char *case_no, struct arena *a, upheld_vec *out)
{
    struct bytes b = {p, p + n, false};
    while (b.p < b.end) {
        struct upheld u;
        if (!unpack_one(&b, case_no, a, &u))
            return false;
        vec_push(out, u);
    }
    return true;
}
