"""An update as a readable calculation: every line of it with symbols, numbers and result. Imports no Qt."""
