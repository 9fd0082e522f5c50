"""Every edit that there is, as functions from a scenario to another."""
