"""What leaves the product as a file: rows for a spreadsheet."""
