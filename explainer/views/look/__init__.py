"""How everything looks: theme, size, fonts, typeset symbols."""
