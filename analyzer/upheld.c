#include "analyzer/upheld.h"

#include "analyzer/rules.h"
#include "base/bytes.h"

void upheld_pack(struct str *out, const struct upheld *u)
{
    bytes_put_i(out, u->at);
    bytes_put_u(out, rule_table[u->alert.rule].no);
    bytes_put_u(out, u->alert.event_id != NULL);
    bytes_put_text(out, u->alert.subject);
    if (u->alert.event_id) {
        bytes_put_text(out, u->alert.source);
        bytes_put_text(out, u->alert.event_id);
    }
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
