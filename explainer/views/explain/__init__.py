"""What a number, a symbol or a unit is, and what can be done with it: the menu of a right-click, in every view."""
