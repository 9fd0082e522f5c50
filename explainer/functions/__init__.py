"""The mathematics, each formula written once: activations, losses, penalties and optimizers, and who reads them."""
