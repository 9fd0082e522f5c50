"""Where units, edges and the seats of labels are in a view of a given size."""
