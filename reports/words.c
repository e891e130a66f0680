#include "reports/words.h"

#include <inttypes.h>
#include <string.h>

#include "reports/format.h"
#include "analyzer/event_fields.h"

struct word {
    const char *name, *zh;
};

static const struct word field[] = {
    {"doc_no", TR("文书编号")},
    {"items", TR("材料")},
    {"due", TR("期限")},
    {"kind", TR("类别")},
    {"promised_days", TR("承诺时限（天）")},
    {"statutory_days", TR("法定时限（天）")},
    {"unit", TR("计时单位")},
    {"promise_due", TR("承诺到期")},
    {"missing", TR("容缺材料")},
    {"missing_due", TR("容缺期限")},
    {"reason", TR("理由")},
    {"basis", TR("依据")},
    {"step", TR("环节")},
    {"dept", TR("单位")},
    {"region", TR("地区")},
    {"limit_days", TR("环节时限（工作日）")},
    {"result", TR("结果")},
    {"days", TR("天数")},
    {"approver", TR("批准人")},
    {"outcome", TR("结果")},
    {"remedy_notice", TR("已告知救济途径")},
    {"by", TR("提出方")},
    {"purpose", TR("事由")},
    {"amount_fen", TR("金额（分）")},
    {"score", TR("评价")},
    {"stage", TR("评价环节")},
    {"origin", TR("评价来源")},
    {"labels", TR("标签")},
    {"about", TR("内容")},
    {"event_id", TR("所指事件")},
    {"joint", TR("多部门联办")},
    {"passed", TR("通过")},
    {"month", TR("月份")},
    {"counters", TR("各项计数")},
};

static const struct word word[] = {
    {"granted", TR("准予")},       {"denied", TR("不予许可")},    {"instant", TR("即办件")},
    {"promised", TR("承诺件")},    {"wd", TR("工作日")},          {"d", TR("自然日")},
    {"agree", TR("同意")},         {"disagree", TR("不同意")},    {"done", TR("完成")},
    {"applicant", TR("申请人")},   {"authority", TR("行政机关")}, {"accept", TR("受理")},
    {"review", TR("审查")},        {"deliver", TR("送达")},       {"active", TR("主动评价")},
    {"invited", TR("邀请评价")},   {"default", TR("默认评价")},   {"rectified", TR("已整改")},
    {"invalid", TR("误评或恶意")}, {"window", TR("窗口")},        {"web", TR("网上")},
    {"mobile", TR("手机")},        {"kiosk", TR("自助终端")},     {"post", TR("邮寄")},
    {"email", TR("电子邮件")},     {"fax", TR("传真")},           {"phone", TR("电话")},
    {"sms", TR("短信")},           {"wechat", TR("微信")},        {"qr", TR("扫码")},
    {"other", TR("其他")},         {"hearing", TR("听证")},       {"tender", TR("招标")},
    {"auction", TR("拍卖")},       {"inspection", TR("检验")},    {"testing", TR("检测")},
    {"quarantine", TR("检疫")},    {"appraisal", TR("鉴定")},     {"expert_review", TR("专家评审")},
};

static const char *find(const struct word *w, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(w[i].name, name))
            return w[i].zh;
    return name;
}

const char *words_field(const char *name) { return find(field, sizeof field / sizeof *field, name); }
const char *words_word(const char *name) { return find(word, sizeof word / sizeof *word, name); }

static void put_texts(struct str *out, const struct texts *t, enum lang lang)
{
    for (uint32_t i = 0; i < t->n; i++) {
        str_puts(out, i ? tr_in(lang, "、") : "");
        str_puts(out, t->v[i]);
    }
    if (!t->n)
        str_puts(out, tr_in(lang, "（空）"));
}

static void put_score(struct str *out, uint8_t score, enum lang lang)
{
    static const char *const name[] = {"",           TR("非常满意"),  TR("满意"), TR("基本满意"),
                                       TR("不满意"), TR("非常不满意")};
    str_puts(out, score <= 5 ? tr_in(lang, name[score]) : "");
}

void words_value(struct str *out, const struct event *ev, const struct event_field *f,
                 const struct refdata *ref, enum lang lang)
{
    const char *p = (const char *)&ev->data + f->offset;
    char buf[INSTANT_TEXT];
    switch ((enum form)f->form) {
    case FORM_BOOL: str_puts(out, *(const int8_t *)p > 0 ? tr_in(lang, "是") : tr_in(lang, "否")); break;
    case FORM_TEXT:
        str_puts(out, ev->type == EV_paused && !strcmp(f->name, "reason")
                          ? tr_in(lang, words_word(*(const char *const *)p))
                          : *(const char *const *)p);
        break;
    case FORM_EVENT_ID: str_puts(out, *(const char *const *)p); break;
    case FORM_TEXTS: put_texts(out, (const struct texts *)p, lang); break;
    case FORM_DAY: str_puts(out, day_text(*(const day *)p, buf)); break;
    case FORM_INSTANT: str_puts(out, format_when(*(const instant *)p, buf)); break;
    case FORM_DAYS:
    case FORM_XDAYS: str_int(out, *(const int32_t *)p); break;
    case FORM_COUNT: str_int(out, *(const int64_t *)p); break;
    case FORM_SCORE: put_score(out, *(const uint8_t *)p, lang); break;
    case FORM_DEPT: str_puts(out, ref->depts[*(const int32_t *)p].name); break;
    case FORM_REGION: str_puts(out, ref->regions[*(const int32_t *)p].name); break;
    case FORM_MONTH:
    case FORM_COUNTERS: break; /* of monthly_report, which belongs to no case */
    default: str_puts(out, tr_in(lang, words_word(event_words((enum form)f->form)[*(const uint8_t *)p])));
    }
}
