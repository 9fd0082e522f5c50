"""Numbers over all updates of a run."""
