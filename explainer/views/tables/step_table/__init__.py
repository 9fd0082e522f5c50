"""The step table: every line of the cursor's update as a row."""
