#include "cli/bottom.h"

#include "reports/ranking.h"

int bottom_stands(const struct conf *conf, const struct refdata *ref, month m, enum league league,
                  int32_t unit, struct err *e)
{
    struct arena a = {0};
    struct ranking r;
    struct view v = {
        .ref = ref, .read = read_new(conf->database), .arena = &a, .viewer = {.role = ROLE_BUREAU}};
    struct read_stamp stamp;
    int rc = view_open(&v, &stamp, e);
    if (!rc) {
        view_period(&v, m, m);
        rc = ranking_read(&v, league, &r, e);
    }
    int found = !rc && r.has_bottom && r.place.unit == unit && r.place.action != BOTTOM_NONE;
    read_end(v.read);
    read_free(v.read);
    arena_release(&a);
    return rc ? -1 : found;
}
