"""The data table: every sample as a row that can be changed."""
