/* Which bytes are an event (contract section 1), the same for Kafka, files, POST, replay, import and retry.
 * The checks and their codes, in this order; the first that does not hold is told, in a sentence with field
 * and value:
 *
 * - too_large: at most 256 KiB, as the sender wrote them (outgoing.h: what `import` adds does not count).
 * - not_utf8: RFC 3629.
 * - not_json: one JSON object and nothing else (value.h says what is JSON).
 * - missing_field, bad_version: v is there, and is the integer 1.
 * - missing_field: what events of the type need, in the envelope and in `data`; null is as good as missing.
 * - unknown_type: a row of event_types.def.
 * - bad_field: the envelope, then `data`: type, form and range. What is not named there is dropped.
 * - bad_time: occurred_at, then recorded_at: RFC 3339 with an offset, no second 60, from 2000-01-01 on,
 * before 9000-01-01, at most 24 h ahead of the clock, where there is one.
 * - unknown_region: regions.csv has that of the envelope, then that of a step.
 * - unknown_dept: departments.csv, likewise.
 *
 * An item that items.csv does not have is no fault; db_refused is the database's word. Pure but for Jansson.
 */
#ifndef CODEC_DECODE_H
#define CODEC_DECODE_H

#include "analyzer/event.h"
#include "analyzer/event_fields.h"
#include "analyzer/refdata.h"
#include "codec/form.h"

enum { DECODE_MAX = FORM_BYTES_MAX }; /* bytes of a message */

/* Fills `ev` (strings copied to `a`; recorded = default_recorded where the message has none and that is not
 * INSTANT_NONE) and returns 0, or fills `rj` with the first code that applies and returns -1. `clock`: times
 * more than 24 h ahead of it are refused; INSTANT_NONE: no clock. */
int decode(const char *bytes, size_t n, const struct refdata *ref, instant default_recorded, instant clock,
           struct arena *a, struct event *ev, struct reject *rj);
/* A line of a file: there is no clock, and it was recorded when it occurred unless it says otherwise. */
int decode_line(const char *bytes, size_t n, const struct refdata *ref, struct arena *a, struct event *ev,
                struct reject *rj);
/* Is the form right, and only the reference data without the codes? These come last: the event has all but
 * them. */
bool decode_knows_form(const struct reject *rj);
/* An event as event_write wrote it into the log: what it was given (its recording) may have made it longer
 * than a message may be. */
int decode_stored(const char *body, size_t n, const struct refdata *ref, struct arena *a, struct event *ev,
                  struct reject *rj);

#endif
