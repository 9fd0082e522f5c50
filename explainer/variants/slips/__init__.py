"""The catalogue of slips: other rules for one kind of line, with the sentences that name them."""
