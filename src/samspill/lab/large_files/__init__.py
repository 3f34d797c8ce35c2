"""Files of answers of any size, counted piece by piece by polars."""
