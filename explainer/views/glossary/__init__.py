"""The window of the glossary, and the marks of its terms."""
