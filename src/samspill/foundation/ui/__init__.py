"""Ui: what pages are made of. Base pages, components, style sheets, the drawing, and panels."""
