#include "collector/import.h"

#include "cli/command.h"

static const char usage[] =
    "usage: jiancha import [--resume STATE] [option…] FILE…    (- is standard input)\n"
    "Sends each line of JSON to the topic of its type, keyed by its case number, and waits for the broker's "
    "confirmation. A line without\n"
    "recorded_at gets its occurred_at there. Sending a line twice does no harm: the second is a duplicate. A "
    "line "
    "that breaks the form is\n"
    "sent as it is and named: it will be rejected. A file that has no such lines is named, and nothing is "
    "sent.\n";

static const char *resume;
static const struct conf_extra flags[] = {
    {"resume", "file that notes how far each FILE was confirmed; go on from there", &resume, NULL}, {0}};

static int run(struct call *c, struct err *e)
{
    if (!c->n_args)
        return err_usage(e, "no FILE given; see --help");
    return import_files(&c->conf, resume, c->n_args, c->args, e);
}

const struct command import_command = {
    "import", "JSON lines to the topics", usage, flags, NEEDS_BROKER, 0, INT32_MAX, NULL, run};
