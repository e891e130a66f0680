#include "collector/simulator/sim_city.h"

#include <string.h>

/* Two counties and two departments are slow or untidy, three polish their figures; the last row stands for
 * all others. */
static const struct sim_habits habits[] = {
    /* unit, weight, late, stuck, answer, papers, supplement, pause, sham, back, bad, complaint, deliver,
       report */
    {"371302", 1000, 18, 60, 12, 3, 70, 4, 1, 8, 8, 3, 8, 30},
    {"371311", 560, 20, 60, 14, 3, 70, 4, 1, 8, 9, 3, 10, 30},
    {"371312", 520, 20, 60, 14, 3, 70, 4, 1, 8, 9, 3, 10, 30},
    {"371321", 400, 24, 60, 18, 4, 80, 5, 2, 10, 10, 4, 12, 40},
    {"371322", 410, 12, 60, 18, 4, 80, 130, 2, 10, 12, 5, 12, 40}, /* 郯城: on time by pauses */
    {"371323", 480, 16, 60, 12, 3, 70, 4, 1, 8, 8, 3, 8, 30},
    {"371324", 460, 195, 110, 90, 25, 150, 12, 4, 30, 45, 18, 60,
     600}, /* 兰陵: late, untidy, and reports better figures */
    {"371325", 420, 22, 60, 16, 4, 70, 5, 2, 10, 10, 4, 10, 40},
    {"371326", 420, 10, 60, 14, 4, 70, 5, 110, 12, 11, 5, 12, 60}, /* 平邑: sham processes */
    {"371327", 440, 80, 80, 40, 9, 100, 6, 2, 14, 20, 9, 30, 60}, /* 莒南: slow */
    {"371328", 300, 18, 60, 16, 4, 70, 5, 2, 160, 10, 4, 10, 60}, /* 蒙阴: enters afterwards */
    {"371329", 340, 24, 60, 18, 5, 80, 5, 2, 12, 10, 4, 12, 40},
    {"371371", 290, 14, 60, 10, 2, 60, 3, 1, 6, 7, 2, 6, 20},
    {"371372", 270, 16, 60, 10, 2, 60, 3, 1, 6, 7, 2, 6, 20},
    {"371373", 170, 36, 70, 22, 6, 80, 5, 2, 12, 14, 6, 14, 60},
    {"LY-SC", 160, 20, 60, 14, 4, 60, 4, 1, 8, 9, 3, 10, 40},
    {"LY-MS", 140, 28, 60, 18, 5, 70, 4, 2, 14, 12, 4, 12, 60},
    {"LY-ZB", 70, 10, 60, 8, 2, 50, 2, 1, 6, 6, 2, 6, 30},
    {"市自然资源和规划局", 0, 150, 90, 50, 10, 130, 14, 3, 16, 26, 12, 30, 0}, /* slow */
    {"市住房和城乡建设局", 0, 22, 60, 16, 4, 90, 100, 2, 12, 14, 6, 12, 0}, /* on time by pauses */
    {NULL, 0, 18, 60, 14, 3, 70, 4, 1, 8, 9, 3, 10, 40},
};

const struct sim_habits *sim_city_habits(const char *unit)
{
    const struct sim_habits *h = habits;
    while (h->unit && strcmp(h->unit, unit))
        h++;
    return h;
}

enum { CITY_WEIGHT = 3300, OTHER_WEIGHT = 200 }; /* of all city departments, of a region not in the table */

static bool item_in(const struct item *it, int32_t region)
{
    for (uint32_t i = 0; i < it->n_regions; i++)
        if (it->regions[i] == region)
            return true;
    return it->n_regions == 0;
}

/* The department whose code begins the item's code. */
static int32_t owner_of(const struct refdata *ref, const struct item *it)
{
    uint32_t i = strlen(it->code) < 18 ? MAP_NONE : map_get(&ref->dept_map, it->code, 18);
    return i == MAP_NONE ? -1 : (int32_t)i;
}

static void add_desk(struct sim_city *c, int32_t region, int32_t dept, int64_t weight)
{
    const struct refdata *ref = c->ref;
    struct sim_desk d = {.region = region, .dept = dept};
    d.habits = sim_city_habits(dept < 0 ? ref->regions[region].code : ref->depts[dept].name);
    d.weight = d.habits->weight ? d.habits->weight : weight;
    for (int32_t i = 0; i < ref->n_items; i++) {
        const struct item *it = &ref->items[i];
        bool here = dept < 0 ? it->dept < 0 || ref->depts[it->dept].region == region
                             : it->dept == dept || (it->dept < 0 && c->owner.v[i] == dept);
        if (here && item_in(it, region))
            vec_push(&d.items[it->kind == KIND_INSTANT ? KIND_INSTANT : KIND_PROMISED], i);
    }
    if (!d.items[KIND_INSTANT].n && !d.items[KIND_PROMISED].n)
        return;
    vec_push(&c->desks, d);
    c->weight += d.weight;
}

int sim_city_init(struct sim_city *c, const struct refdata *ref, struct err *e)
{
    *c = (struct sim_city){.ref = ref};
    for (int32_t i = 0; i < ref->n_items; i++)
        vec_push(&c->owner, owner_of(ref, &ref->items[i]));
    for (int32_t i = 0; i < ref->n_regions && ref->n_depts; i++)
        if (ref->regions[i].league != LEAGUE_NONE)
            add_desk(c, i, -1, OTHER_WEIGHT);
    /* the k-th city department in the list has a share of 1/(k+4) */
    int64_t k = 4;
    for (int32_t i = 0; i < ref->n_depts; i++)
        if (ref->depts[i].league == LEAGUE_DEPARTMENT && ref->depts[i].region >= 0)
            add_desk(c, ref->depts[i].region, i, CITY_WEIGHT * 10 / (23 * k++) + 1);
    if (c->desks.n)
        return 0;
    sim_city_release(c);
    return err_set(
        e, "simulate: the reference data has no county, zone or city department that handles an item");
}

void sim_city_release(struct sim_city *c)
{
    for (size_t i = 0; i < c->desks.n; i++)
        for (int k = 0; k < KINDS; k++)
            vec_release(&c->desks.v[i].items[k]);
    vec_release(&c->desks);
    vec_release(&c->owner);
}

const struct sim_desk *sim_city_desk(const struct sim_city *c, struct sim_random *r)
{
    int64_t at = sim_random_range(r, 0, c->weight - 1);
    const struct sim_desk *d = c->desks.v;
    while (at >= d->weight)
        at -= d++->weight;
    return d;
}

int32_t sim_city_item(const struct sim_desk *d, struct sim_random *r)
{
    int kind = sim_random_chance(r, 450) ? KIND_INSTANT : KIND_PROMISED;
    if (!d->items[kind].n)
        kind = KIND_INSTANT + KIND_PROMISED - kind;
    /* the front of the list is asked for more often */
    int64_t last = (int64_t)d->items[kind].n - 1, a = sim_random_range(r, 0, last),
            b = sim_random_range(r, 0, last);
    return d->items[kind].v[a < b ? a : b];
}

/* Does the name of the county's department contain that of the city's, without its 市 and its last character?
 */
static bool same_function(const char *city, const char *county)
{
    char core[128];
    size_t n = strlen(city), zh = strlen("市");
    if (n <= 2 * zh || n - 2 * zh >= sizeof core || strncmp(city, "市", zh))
        return false;
    memcpy(core, city + zh, n - 2 * zh);
    core[n - 2 * zh] = 0;
    return strstr(county, core);
}

int32_t sim_city_dept(const struct sim_city *c, const struct sim_desk *d, int32_t item)
{
    const struct refdata *ref = c->ref;
    if (d->dept >= 0)
        return d->dept;
    if (ref->items[item].dept >= 0)
        return ref->items[item].dept;
    int32_t first = -1, owner = c->owner.v[item];
    for (int32_t i = 0; i < ref->n_depts; i++) {
        if (ref->depts[i].region != d->region)
            continue;
        if (owner >= 0 && same_function(ref->depts[owner].name, ref->depts[i].name))
            return i;
        first = first < 0 ? i : first;
    }
    return first >= 0 ? first : owner >= 0 ? owner : 0;
}

int32_t sim_city_neighbour(const struct sim_city *c, int32_t region, int32_t dept, struct sim_random *r)
{
    const struct dept *all = c->ref->depts;
    int32_t n = 0, found = -1;
    for (int32_t i = 0; i < c->ref->n_depts; i++)
        if (all[i].region == region && i != dept && sim_random_range(r, 0, n++) == 0)
            found = i;
    return found;
}
