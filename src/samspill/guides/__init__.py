"""Guides: how the product is used, in the product, found from the page that they help."""
