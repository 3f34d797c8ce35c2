"""Privacy: making sure that what has been deleted is gone from the database's files too."""
