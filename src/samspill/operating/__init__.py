"""Operating: run, backup, restore, doctor, and the lock on the data folder."""
