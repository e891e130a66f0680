#include "analyzer/rules.h"

const char *const level_word[LEVELS] = {"", "notice", "warning", "yellow", "red"};
const char *const level_zh[LEVELS] = {"", "提示", "预警", "黄牌", "红牌"};
const char *const dimension_zh[DIMENSIONS] = {"时限", "程序", "权限", "文书", "收费", "数据"};
const char *const alert_state_word[ALERT_STATES] = {"open", "cleared", "standing", "withdrawn", "revoked"};
const char *const alert_state_zh[ALERT_STATES] = {"未消除", "已消除", "成立", "已撤回", "已撤销"};

const struct rule rule_table[RULE_COUNT] = {
#define RULE(no, dim, level, other, days, share, title, text, basis, purpose) \
    {no, DIM_##dim, LEVEL_##level, LEVEL_##other, days, share, title, text, basis, purpose},
#include "analyzer/rules.def"
};

void rules_default(struct rules *r)
{
    for (int i = 0; i < RULE_COUNT; i++)
        r->set[i] = (struct rule_setting){
            true,     rule_table[i].level, rule_table[i].other, rule_table[i].days, rule_table[i].share,
            i == R103};
}

int rules_find(int no)
{
    for (int i = 0; i < RULE_COUNT; i++)
        if (rule_table[i].no == no)
            return i;
    return -1;
}
