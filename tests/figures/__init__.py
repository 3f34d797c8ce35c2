"""What must be so of every number, in science and in the lab."""
