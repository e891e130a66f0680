/* Bytes of one act -> act, or bad_form (contract section 12). Pure but for Jansson. */
#ifndef CODEC_ACT_DECODE_H
#define CODEC_ACT_DECODE_H

#include "analyzer/act.h"
#include "codec/form.h"

/* Fills `a` (strings copied to `arena`) and returns 0, or fills `rj` (bad_form and a sentence) and returns
 * -1. */
int act_decode(const char *bytes, size_t n, const struct refdata *ref, struct arena *arena, struct act *a,
               struct reject *rj);
/* The same for what is asked now: seq, at, by, role and own are the caller's, whatever the line says, and an
 * order that is issued has no number yet. */
int act_decode_asked(const char *bytes, size_t n, const struct refdata *ref, struct arena *arena,
                     const struct act *caller, struct act *a, struct reject *rj);

#endif
