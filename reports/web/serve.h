/* The command `serve`: the pages and the API. */
#ifndef REPORTS_WEB_SERVE_H
#define REPORTS_WEB_SERVE_H

int serve_main(int argc, char **argv); /* until SIGTERM or SIGINT; gives the exit code */

#endif
