"""A slice that only tests have: it sends letters, and each is a line in a file."""
