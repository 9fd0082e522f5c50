"""What every reader of a file needs: limits, checks, sentences."""
