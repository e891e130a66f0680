#include "analyzer/refdata.h"

#include <string.h>

static int32_t find_code(const struct map *m, const char *code, size_t n)
{
    uint32_t i = map_get(m, code, n);
    return i == MAP_NONE ? -1 : (int32_t)i;
}

int32_t refdata_region(const struct refdata *ref, const char *code)
{
    size_t n = strlen(code);
    int32_t i = find_code(&ref->region_map, code, n);
    if (i >= 0 || (n != 9 && n != 12) || strspn(code, "0123456789") != n)
        return i;
    i = find_code(&ref->region_map, code, 9);
    return i >= 0 ? i : find_code(&ref->region_map, code, 6);
}

int32_t refdata_dept(const struct refdata *ref, const char *code)
{
    return find_code(&ref->dept_map, code, strlen(code));
}

int32_t refdata_item(const struct refdata *ref, const char *code)
{
    enum { HANDLING = 33, ITEM = 31 }; /* characters; a handling code is an item's and two more */
    size_t n = strlen(code), points = 0;
    int32_t i = find_code(&ref->item_map, code, n);
    if (i >= 0 || str_points(code) != HANDLING)
        return i;
    for (n = 0; points < ITEM || ((unsigned char)code[n] & 0xc0) == 0x80; n++)
        points += ((unsigned char)code[n] & 0xc0) != 0x80;
    return find_code(&ref->item_map, code, n);
}

void refdata_index(struct refdata *ref)
{
    for (int32_t i = 0; i < ref->n_regions; i++)
        map_put(&ref->region_map, ref->regions[i].code, strlen(ref->regions[i].code), (uint32_t)i);
    for (int32_t i = 0; i < ref->n_depts; i++)
        map_put(&ref->dept_map, ref->depts[i].code, strlen(ref->depts[i].code), (uint32_t)i);
    for (int32_t i = 0; i < ref->n_items; i++)
        map_put(&ref->item_map, ref->items[i].code, strlen(ref->items[i].code), (uint32_t)i);
}

void refdata_release(struct refdata *ref)
{
    map_release(&ref->region_map);
    map_release(&ref->dept_map);
    map_release(&ref->item_map);
    calendar_release(&ref->cal);
    arena_release(&ref->arena);
    memset(ref, 0, sizeof *ref);
}
