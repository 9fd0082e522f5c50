"""The column beside the window in which a lesson is read and answered."""
