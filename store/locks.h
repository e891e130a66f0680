/* The advisory locks of this database: each its number, listed once. No other program may lock the same. */
#ifndef STORE_LOCKS_H
#define STORE_LOCKS_H

#define LOCK_MIGRATION "7311402" /* one program at a time changes the schema (migrate.c) */
#define LOCK_COURIER "7311403" /* one courier tells people (outbox_rules.c) */
#define LOCK_ACTS "7311405" /* who comes next to write an act (acts.c) */
#define LOCK_GATE "7311404" /* changes of cases, counters and acts; a freeze alone (gate.h) */

#endif
