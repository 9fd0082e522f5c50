"""Text that people take away: functions that write a run to a stream, and files that appear whole or not at all."""
