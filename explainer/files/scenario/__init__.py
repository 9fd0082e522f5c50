"""The scenario file, part by part."""
