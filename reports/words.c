#include "reports/words.h"

#include <inttypes.h>
#include <string.h>

#include "reports/format.h"
#include "analyzer/event_fields.h"

struct word {
    const char *name, *zh;
};

static const struct word field[] = {
    {"doc_no", "文书编号"},
    {"items", "材料"},
    {"due", "期限"},
    {"kind", "类别"},
    {"promised_days", "承诺时限（天）"},
    {"statutory_days", "法定时限（天）"},
    {"unit", "计时单位"},
    {"promise_due", "承诺到期"},
    {"missing", "容缺材料"},
    {"missing_due", "容缺期限"},
    {"reason", "理由"},
    {"basis", "依据"},
    {"step", "环节"},
    {"dept", "单位"},
    {"region", "地区"},
    {"limit_days", "环节时限（工作日）"},
    {"result", "结果"},
    {"days", "天数"},
    {"approver", "批准人"},
    {"outcome", "结果"},
    {"remedy_notice", "已告知救济途径"},
    {"by", "提出方"},
    {"purpose", "事由"},
    {"amount_fen", "金额（分）"},
    {"score", "评价"},
    {"stage", "评价环节"},
    {"origin", "评价来源"},
    {"labels", "标签"},
    {"about", "内容"},
    {"event_id", "所指事件"},
    {"joint", "多部门联办"},
    {"passed", "通过"},
    {"month", "月份"},
    {"counters", "各项计数"},
};

static const struct word word[] = {
    {"granted", "准予"},       {"denied", "不予许可"},    {"instant", "即办件"},
    {"promised", "承诺件"},    {"wd", "工作日"},          {"d", "自然日"},
    {"agree", "同意"},         {"disagree", "不同意"},    {"done", "完成"},
    {"applicant", "申请人"},   {"authority", "行政机关"}, {"accept", "受理"},
    {"review", "审查"},        {"deliver", "送达"},       {"active", "主动评价"},
    {"invited", "邀请评价"},   {"default", "默认评价"},   {"rectified", "已整改"},
    {"invalid", "误评或恶意"}, {"window", "窗口"},        {"web", "网上"},
    {"mobile", "手机"},        {"kiosk", "自助终端"},     {"post", "邮寄"},
    {"email", "电子邮件"},     {"fax", "传真"},           {"phone", "电话"},
    {"sms", "短信"},           {"wechat", "微信"},        {"qr", "扫码"},
    {"other", "其他"},         {"hearing", "听证"},       {"tender", "招标"},
    {"auction", "拍卖"},       {"inspection", "检验"},    {"testing", "检测"},
    {"quarantine", "检疫"},    {"appraisal", "鉴定"},     {"expert_review", "专家评审"},
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

static void put_texts(struct str *out, const struct texts *t)
{
    for (uint32_t i = 0; i < t->n; i++) {
        str_puts(out, i ? "、" : "");
        str_puts(out, t->v[i]);
    }
    if (!t->n)
        str_puts(out, "（空）");
}

static void put_score(struct str *out, uint8_t score)
{
    static const char *const name[] = {"", "非常满意", "满意", "基本满意", "不满意", "非常不满意"};
    str_puts(out, score <= 5 ? name[score] : "");
}

void words_value(struct str *out, const struct event *ev, const struct event_field *f,
                 const struct refdata *ref)
{
    const char *p = (const char *)&ev->data + f->offset;
    char buf[INSTANT_TEXT];
    switch ((enum form)f->form) {
    case FORM_BOOL: str_puts(out, *(const int8_t *)p > 0 ? "是" : "否"); break;
    case FORM_TEXT:
        str_puts(out, ev->type == EV_paused && !strcmp(f->name, "reason")
                          ? words_word(*(const char *const *)p)
                          : *(const char *const *)p);
        break;
    case FORM_EVENT_ID: str_puts(out, *(const char *const *)p); break;
    case FORM_TEXTS: put_texts(out, (const struct texts *)p); break;
    case FORM_DAY: str_puts(out, day_text(*(const day *)p, buf)); break;
    case FORM_INSTANT: str_puts(out, format_when(*(const instant *)p, buf)); break;
    case FORM_DAYS:
    case FORM_XDAYS: str_int(out, *(const int32_t *)p); break;
    case FORM_COUNT: str_int(out, *(const int64_t *)p); break;
    case FORM_SCORE: put_score(out, *(const uint8_t *)p); break;
    case FORM_DEPT: str_puts(out, ref->depts[*(const int32_t *)p].name); break;
    case FORM_REGION: str_puts(out, ref->regions[*(const int32_t *)p].name); break;
    case FORM_MONTH:
    case FORM_COUNTERS: break; /* of monthly_report, which belongs to no case */
    default: str_puts(out, words_word(event_words((enum form)f->form)[*(const uint8_t *)p]));
    }
}
