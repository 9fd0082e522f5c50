"""Files that people bring and take: scenarios as JSON, the built-in examples. Imports the engine and no Qt."""
