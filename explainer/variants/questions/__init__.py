"""Questions about a line, answered from the trace: a number, a sign, an order, a place, a formula."""
