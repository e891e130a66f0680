/* A case's history as bytes: how the store keeps it beside the case's row. */
#ifndef ANALYZER_EVENT_PACK_H
#define ANALYZER_EVENT_PACK_H

#include "analyzer/event.h"

/* Events of one case, one behind the other. `prev` is the event packed before it (NULL for the first): what
 * is the same is not repeated. Packed bytes hold codes, not indexes: they outlive a change of reference data.
 * monthly_report is never packed. What holds:
 * - P1: Unpacked behind the same event, an event has every field that it was packed with.
 * - P2: Each field of a type has a bit of the mask (a static assertion).
 * - P3: What is unpacked can be evaluated: its region and department are there, its instants can be written.
 */
void event_pack(struct str *out, const struct event *ev, const struct event *prev, const struct refdata *ref);
/* Reads one event at *p (< end) and moves *p behind it; strings are copied to the arena, case_no is kept as
 * given. False: the bytes are damaged, or name a region or department that the reference data does not have.
 */
bool event_unpack(const uint8_t **p, const uint8_t *end, const struct event *prev, const char *case_no,
                  const struct refdata *ref, struct arena *a, struct event *ev);

#endif
