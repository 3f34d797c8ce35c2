"""What the contracts try of this slice."""
