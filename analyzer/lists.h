/* The closed lists of lists.def as enumerations, with their words and Chinese terms. Each array of words ends
 * with NULL, so that it, or what is left of it behind an empty word, is a list for a parser of arguments. */
#ifndef ANALYZER_LISTS_H
#define ANALYZER_LISTS_H

enum level {
#define LEVEL(id, word, zh) LEVEL_##id,
#include "analyzer/lists.def"
    LEVELS
};
enum dimension {
#define DIMENSION(id, word, zh) DIM_##id,
#include "analyzer/lists.def"
    DIMENSIONS
};
enum alert_state {
#define STATE(id, word, zh) STATE_##id,
#include "analyzer/lists.def"
    ALERT_STATES
};
enum league {
#define LEAGUE(id, word, zh) LEAGUE_##id,
#include "analyzer/lists.def"
    LEAGUES
};
enum phase {
#define PHASE(id, word, zh) PHASE_##id,
#include "analyzer/lists.def"
    PHASES
};
enum light {
#define LIGHT(id, word, zh) LIGHT_##id,
#include "analyzer/lists.def"
    LIGHTS
};
enum kind {
#define KIND(id, word, zh) KIND_##id,
#include "analyzer/lists.def"
    KINDS
};
enum by {
#define BY(id, word, zh) BY_##id,
#include "analyzer/lists.def"
    BYS
};
enum duty_kind {
#define DUTY(id, word, zh) DUTY_##id,
#include "analyzer/lists.def"
    DUTIES
};
enum bottom_action {
#define BOTTOM(id, word, zh) BOTTOM_##id,
#include "analyzer/lists.def"
    BOTTOMS
};

extern const char *const level_word[LEVELS + 1], *const level_zh[LEVELS];
extern const char *const dimension_word[DIMENSIONS + 1], *const dimension_zh[DIMENSIONS];
extern const char *const alert_state_word[ALERT_STATES + 1], *const alert_state_zh[ALERT_STATES];
extern const char *const league_word[LEAGUES + 1], *const league_zh[LEAGUES];
extern const char *const phase_word[PHASES + 1], *const phase_zh[PHASES];
extern const char *const light_word[LIGHTS + 1], *const light_zh[LIGHTS]; /* the first word is NULL */
extern const char *const kind_word[KINDS + 1], *const kind_zh[KINDS];
extern const char *const by_word[BYS + 1], *const by_zh[BYS];
extern const char *const duty_word[DUTIES + 1], *const duty_zh[DUTIES];
extern const char *const bottom_action_word[BOTTOMS + 1], *const bottom_action_zh[BOTTOMS];

/* The value whose word this is, among the n of one of these arrays; -1: none (also of NULL). */
int lists_find(const char *const *words, int n, const char *word);

#endif
