"""Dropout as an ensemble: the thinned networks, their mean, and the whole network."""
