"""The gradient check: every gradient beside the slope that nudging finds."""
