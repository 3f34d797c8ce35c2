"""Games in which seeded dice write, send and ask for everything the product can be asked for."""
