"""A sheet: ink on a page that scrolls, whose symbols light up on the canvas and lead to where they were made."""

from explainer.picture.pages.page import Page
from explainer.views.sheet.sheet import Sheet

__all__ = ["Page", "Sheet"]
