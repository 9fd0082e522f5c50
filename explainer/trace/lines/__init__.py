"""The lines of an update: their order, the formula of each, and the step that holds one."""
