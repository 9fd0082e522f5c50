"""The bug lab: the bug that is on, a mystery, its checks, and the losses of the right and the wrong program."""
