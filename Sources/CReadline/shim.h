// GNU Readline, whose settings are global variables: they are reached through functions here.
#ifndef AGNESI_READLINE_SHIM_H
#define AGNESI_READLINE_SHIM_H

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>
#include <readline/readline.h>
#include <readline/history.h>

// What is typed is UTF-8, whatever the environment says or fails to say: Readline asks the environment itself.
static inline void agnesi_readline_use_utf8(void) {
    if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8")) {
        setenv("LC_ALL", "C.UTF-8", 1);
        setlocale(LC_CTYPE, "");
    }
}

// Whether Ctrl-C waits until it can be handled.
static inline void agnesi_readline_hold_interruptions(int holds) {
    sigset_t interruption;
    sigemptyset(&interruption);
    sigaddset(&interruption, SIGINT);
    sigprocmask(holds ? SIG_BLOCK : SIG_UNBLOCK, &interruption, NULL);
}

// Reads a key. Ctrl-C arrives while this waits and at no other time, so that it is never overlooked.
static inline int agnesi_readline_key(FILE *input) {
    int descriptor = fileno(input);
    sigset_t mask;
    sigprocmask(SIG_SETMASK, NULL, &mask);
    sigdelset(&mask, SIGINT);
    for (;;) {
        fd_set descriptors;
        FD_ZERO(&descriptors);
        FD_SET(descriptor, &descriptors);
        unsigned char key;
        ssize_t count = pselect(descriptor + 1, &descriptors, NULL, NULL, NULL, &mask);
        if (count > 0) {
            // A key that is there hides a Ctrl-C that came before it: that one is for the line before, not for what follows.
            agnesi_readline_hold_interruptions(0);
            agnesi_readline_hold_interruptions(1);
            if (rl_signal_event_hook)
                rl_signal_event_hook();
            count = read(descriptor, &key, 1);
        }
        if (count == 1)
            return key;
        if (count == 0 || (errno != EINTR && errno != EAGAIN))
            return EOF;
        rl_check_signals();
        if (rl_signal_event_hook)
            rl_signal_event_hook();
    }
}

// A line, or NULL at the end of the input.
static inline char *agnesi_readline_line(const char *prompt) {
    agnesi_readline_hold_interruptions(1);
    char *line = readline(prompt);
    agnesi_readline_hold_interruptions(0);
    return line;
}

// The completion function gets a word and its place, and returns a list that Readline frees: first what all matches have in
// common, then the matches, then NULL.
static inline void agnesi_readline_start(const char *name, rl_completion_func_t *complete, rl_hook_func_t *interrupted) {
    agnesi_readline_use_utf8();
    rl_readline_name = name;
    rl_attempted_completion_function = complete;
    rl_basic_word_break_characters = " \t\n+-*/^()[]|,;:=<>!'\"";
    rl_catch_signals = 0;
    rl_signal_event_hook = interrupted;
    rl_getc_function = agnesi_readline_key;
    using_history();
}

// For a completion function: file names are no expressions, and nothing is appended to a match.
static inline void agnesi_readline_settle_completion(void) {
    rl_attempted_completion_over = 1;
    rl_completion_append_character = '\0';
}

static inline void agnesi_readline_abandon_line(void) {
    rl_replace_line("", 0);
    rl_crlf();
    rl_on_new_line();
    rl_redisplay();
}

static inline void agnesi_history_add(const char *line) { add_history(line); }

#endif
