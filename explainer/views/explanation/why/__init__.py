"""The Why tab: where a formula comes from, rule by rule."""
