/* The command table. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/casefile.h"
#include "cli/collect.h"
#include "cli/compare.h"
#include "collector/demobroker.h"
#include "collector/import.h"
#include "cli/rebuild.h"
#include "cli/rejects.h"
#include "cli/replay.h"
#include "cli/run.h"
#include "collector/simulator/simulate.h"
#include "config/check.h"
#include "cli/cli_bulletin.h"
#include "cli/cli_case.h"
#include "cli/cli_docs.h"
#include "cli/cli_list.h"
#include "reports/web/serve.h"

static int version_main(int argc, char **argv)
{
    (void)argc, (void)argv;
    return puts("jiancha 0.1.0") < 0;
}

/* reports/ shows a case, collector/ reads files */
static int case_main(int argc, char **argv) { return cli_case_main(argc, argv, casefile_read); }

static const struct {
    const char *name;
    int (*main)(int argc, char **argv); /* argv[0] is the name; gives the exit code */
    const char *help; /* NULL: not for users */
} commands[] = {
    {"run", run_main, "everything, supervised: collectors and pages"},
    {"collect", collect_main, "one collector: Kafka to PostgreSQL"},
    {"serve", serve_main, "the pages and the JSON API"},
    {"check", check_main, "are configuration and reference data right?"},
    {"import", import_main, "JSON lines to the topics"},
    {"replay", replay_main,
     "fold files into cases, alerts, indicators and rankings, without database and broker"},
    {"compare", compare_main, "what differs between two folders that replay wrote"},
    {"rebuild", rebuild_main, "cases, alerts and counters once more from the event log"},
    {"rejects", rejects_main, "messages that broke the contract's form: list, show, send again"},
    {"case", case_main, "one case: its events, its clocks day by day, its alerts and why"},
    {"alerts", cli_list_alerts, "the database's alerts as JSON lines"},
    {"indicators", cli_list_indicators, "its counters and rates"},
    {"rank", cli_list_rank, "its rankings and bottom places"},
    {"bulletin", cli_bulletin_main, "the month's bulletin: show"},
    {"simulate", simulate_main, "the events of a made-up city"},
    {"version", version_main, "prints the version"},
    {"demo-broker", demobroker_main, NULL},
    {"docs", cli_docs_main, NULL},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static void help(FILE *to)
{
    fputs("usage: jiancha COMMAND [flags]\n"
          "Supervision of a city's government services: cases, warnings, rankings, the monthly bulletin.\n\n",
          to);
    for (size_t i = 0; i < COMMANDS; i++)
        if (commands[i].help)
            fprintf(to, "  %-10s %s\n", commands[i].name, commands[i].help);
    fputs("\n`jiancha COMMAND --help` lists a command's flags. Exit code: 0 done, 1 a finding or failure, 2 "
          "wrong use,\n"
          "111 broker or database not reachable.\n",
          to);
}

int main(int argc, char **argv)
{
    json_set_alloc_funcs(mem_alloc, free); /* want of memory must not look like bad JSON */
    for (size_t i = 0; argc > 1 && i < COMMANDS; i++)
        if (!strcmp(argv[1], commands[i].name))
            return commands[i].main(argc - 1, argv + 1);
    if (argc > 1 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")))
        return help(stdout), 0;
    if (argc > 1 && !strcmp(argv[1], "--version"))
        return version_main(0, NULL);
    if (argc > 1)
        fprintf(stderr, "jiancha: %s: no such command\n\n", argv[1]);
    help(stderr);
    return 2;
}
