/* `jiancha bulletin show MONTH`: the month's figures as text tables in Chinese. */
#ifndef CLI_CLI_BULLETIN_H
#define CLI_CLI_BULLETIN_H

/* argv: bulletin show MONTH. Exit code: 0, 1, 2, 111. */
int cli_bulletin_main(int argc, char **argv);

#endif
