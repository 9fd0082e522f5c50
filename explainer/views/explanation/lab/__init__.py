"""The Bug lab tab: bugs to put on, what each does, checks to read, and mysteries."""
