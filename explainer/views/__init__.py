"""What a person sees: one file for each thing. Views draw the state and call it; they compute nothing."""
