/* Bytes of one message -> event or reject (contract section 1). Pure but for Jansson. */
#ifndef CODEC_DECODE_H
#define CODEC_DECODE_H

#include "analyzer/event.h"
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
