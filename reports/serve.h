/* The command `serve`: the pages and the API. */
#ifndef REPORTS_SERVE_H
#define REPORTS_SERVE_H

int serve_main(int argc, char **argv); /* until SIGTERM or SIGINT; gives the exit code */

#endif
