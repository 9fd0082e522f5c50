"""The timeline: the lines of an update in the colours of their phases, and the updates of the run."""
