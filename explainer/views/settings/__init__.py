"""The panel of settings: the network, its data, how it is trained, and what comes of it."""
