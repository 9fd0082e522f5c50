"""Printed figures held against ours, and why one differs."""
