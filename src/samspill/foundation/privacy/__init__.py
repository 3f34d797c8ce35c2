"""Privacy: what is held about people, and that what was deleted is gone from the files too."""
