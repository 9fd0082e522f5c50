"""The bug lab's slips: rules that a program follows in the place of the right ones."""
