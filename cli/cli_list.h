/* `jiancha alerts`, `indicators`, `rank`: the rows of the database as the JSON objects of contract section 9,
 * one a line. Each gives its exit code. */
#ifndef CLI_CLI_LIST_H
#define CLI_CLI_LIST_H

int cli_list_alerts(int argc, char **argv);
int cli_list_indicators(int argc, char **argv);
int cli_list_rank(int argc, char **argv);

#endif
