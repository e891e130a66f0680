/* The partitions that are assigned to this worker and how far each is read. Where a function returns -1, `e`
 * says why this worker cannot go on, unless it was told to stop. */
#ifndef COLLECTOR_POSITIONS_H
#define COLLECTOR_POSITIONS_H

#include "base/vec.h"
#include "collector/kafka.h"
#include "ledger/ledger.h"

struct positions {
    const struct conf *conf; /* borrowed, as are the two others */
    struct ledger *ledger;
    struct kafka *kafka; /* set when there is one */
    VEC(struct offset) list;
    VEC(uint32_t) place[2]; /* topic, partition -> place in the list; POSITIONS_NONE: not ours */
    bool moved; /* the consumer must be told */
};
enum { POSITIONS_NONE = UINT32_MAX };

void positions_release(struct positions *p);
/* `topic` as in kafka_message. */
uint32_t positions_find(const struct positions *p, int32_t topic, int32_t part);
struct offset *positions_of(struct positions *p, const char *topic, int32_t part); /* NULL: not ours */
/* Partitions were assigned: claims them, so that whoever had them before is fenced. On failure none is ours.
 */
int positions_claim(struct positions *p, const struct offset *part, size_t n, struct err *e);
void positions_drop(struct positions *p); /* all were taken away */
/* Someone else owns one of ours, or an operator has moved one: takes over what the table says. */
int positions_refresh(struct positions *p, struct err *e);
/* The same if one is in alarm: did an operator decide? */
int positions_refresh_alarms(struct positions *p, struct err *e);
/* The broker says that the position asked for is not in the log. */
int positions_cut(struct positions *p, const char *topic, int32_t part, struct err *e);
/* A message came, behind which reading goes on. False: it is not ours, or was read before. */
bool positions_message(struct offset *o, int64_t offset);
/* The broker says that nothing lies behind `offset`. False: not ours to note, or it is behind that already.
 */
bool positions_end(struct offset *o, int64_t offset);
bool positions_read_up(const struct positions *p); /* is every log read to its end? */

/* Positions as they will stand behind these messages; `out` has room for all. */
void positions_behind(const struct positions *p, const struct ledger_message *m, size_t n,
                      struct offset *out);
void positions_stored(struct positions *p, const struct offset *behind); /* … and now do */
/* All that was read is stored: notes the ends that no message has told, so that nothing seems to wait. 1:
 * there were such. */
int positions_note(struct positions *p, struct err *e);
void positions_unread(struct positions *p); /* what was read and not stored is read again */
void positions_tell_consumer(struct positions *p); /* if they moved other than by reading */

#endif
