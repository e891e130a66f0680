#include "analyzer/lists.h"

#include <string.h>

#define WORD(id, word, zh) word,
#define ZH(id, word, zh) zh,

const char *const level_word[] = {
#define LEVEL WORD
#include "analyzer/lists.def"
    NULL};
const char *const level_zh[] = {
#define LEVEL ZH
#include "analyzer/lists.def"
};

const char *const dimension_word[] = {
#define DIMENSION WORD
#include "analyzer/lists.def"
    NULL};
const char *const dimension_zh[] = {
#define DIMENSION ZH
#include "analyzer/lists.def"
};

const char *const alert_state_word[] = {
#define STATE WORD
#include "analyzer/lists.def"
    NULL};
const char *const alert_state_zh[] = {
#define STATE ZH
#include "analyzer/lists.def"
};

const char *const league_word[] = {
#define LEAGUE WORD
#include "analyzer/lists.def"
    NULL};
const char *const league_zh[] = {
#define LEAGUE ZH
#include "analyzer/lists.def"
};

const char *const phase_word[] = {
#define PHASE WORD
#include "analyzer/lists.def"
    NULL};
const char *const phase_zh[] = {
#define PHASE ZH
#include "analyzer/lists.def"
};

const char *const light_word[] = {
#define LIGHT WORD
#include "analyzer/lists.def"
    NULL};
const char *const light_zh[] = {
#define LIGHT ZH
#include "analyzer/lists.def"
};

const char *const kind_word[] = {
#define KIND WORD
#include "analyzer/lists.def"
    NULL};
const char *const kind_zh[] = {
#define KIND ZH
#include "analyzer/lists.def"
};

const char *const by_word[] = {
#define BY WORD
#include "analyzer/lists.def"
    NULL};
const char *const by_zh[] = {
#define BY ZH
#include "analyzer/lists.def"
};

const char *const duty_word[] = {
#define DUTY WORD
#include "analyzer/lists.def"
    NULL};
const char *const duty_zh[] = {
#define DUTY ZH
#include "analyzer/lists.def"
};

const char *const bottom_action_word[] = {
#define BOTTOM WORD
#include "analyzer/lists.def"
    NULL};
const char *const bottom_action_zh[] = {
#define BOTTOM ZH
#include "analyzer/lists.def"
};

int lists_find(const char *const *words, int n, const char *word)
{
    for (int i = 0; word && i < n; i++)
        if (words[i] && !strcmp(words[i], word))
            return i;
    return -1;
}
