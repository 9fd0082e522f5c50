"""What can be wrong with a lesson that can be read: names, numbers, answers and texts."""
