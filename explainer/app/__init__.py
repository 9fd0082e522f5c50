"""The program as it is started: the command line, its commands, and the way into the window."""
