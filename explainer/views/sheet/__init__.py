"""A sheet: ink on a page that scrolls, whose symbols light up on the canvas and lead to where they were made."""
