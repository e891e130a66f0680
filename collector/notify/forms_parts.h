/* For collector/notify/forms*.c. */
#ifndef COLLECTOR_NOTIFY_FORMS_PARTS_H
#define COLLECTOR_NOTIFY_FORMS_PARTS_H

#include "collector/notify/forms.h"

/* The subject line, and all of it as lines of plain text or Markdown, at most `most` bytes of whole lines. */
void forms_title(struct str *out, const struct forms_message *m);
void forms_text(struct str *out, const struct forms_message *m, bool markdown, size_t most);
/* 兰山区 60、罗庄区 40 等5个单位 */
void forms_units(struct str *out, const struct forms_count *c);

void forms_webhook(struct str *out, const struct forms_message *m);
void forms_robot(struct str *out, const struct forms_message *m); /* wecom, dingtalk */
void forms_mail(struct str *out, const struct forms_message *m);
/* A template of an http receiver, its placeholders written for `type`; NULL: for an address. */
void forms_template(struct str *out, const struct forms_message *m, const char *template, const char *type);

#endif
