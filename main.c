/* The command table. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "cli/command.h"
#include "reports/web/serve.h"

static int serve(struct call *c, struct err *e) { return serve_run(&c->conf, e); }

/* the only command that lives in reports/web, which cli/ does not know */
static const struct command serve_command = {
    "serve", "the pages and the JSON API", serve_usage, NULL, NEEDS_NOTHING, 0, 0, NULL, serve};

static const struct command *const commands[] = {
    &run_command,    &collect_command, &clerk_command,      &serve_command,    &check_command,
    &import_command, &replay_command,  &compare_command,    &rebuild_command,  &rejects_command,
    &case_command,   &alerts_command,  &indicators_command, &rank_command,     &acts_command,
    &orders_command, &report_command,  &bulletin_command,   &simulate_command, &simulate_acts_command,
    &notify_command, &user_command,    &audit_command,      &version_command,  &demobroker_command,
    &docs_command,
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static void help(FILE *to)
{
    fputs("usage: jiancha COMMAND [flags]\n"
          "Supervision of a city's government services: cases, warnings, rankings, the monthly bulletin.\n\n",
          to);
    for (size_t i = 0; i < COMMANDS; i++)
        if (commands[i]->what)
            fprintf(to, "  %-10s %s\n", commands[i]->name, commands[i]->what);
    fputs("\n`jiancha COMMAND --help` lists a command's flags. Exit code: 0 done, 1 a finding or failure, 2 "
          "wrong use,\n"
          "111 broker or database not reachable.\n",
          to);
}

int main(int argc, char **argv)
{
    struct err e;
    json_set_alloc_funcs(mem_alloc, free); /* want of memory must not look like bad JSON */
    const char *name = argc > 1 ? argv[1] : "";
    if (!strcmp(name, "--version"))
        name = "version";
    for (size_t i = 0; i < COMMANDS; i++)
        if (!strcmp(name, commands[i]->name))
            return command_run(commands[i], argc - 1, argv + 1);
    bool wanted = !strcmp(name, "--help") || !strcmp(name, "-h") || !strcmp(name, "help");
    if (argc > 1 && !wanted)
        log_error("%s: no such command", name);
    help(wanted ? stdout : stderr);
    if (!wanted)
        return ERR_USAGE;
    if (!command_written(&e))
        return 0;
    log_error("%s", e.text);
    return (int)e.kind;
}
