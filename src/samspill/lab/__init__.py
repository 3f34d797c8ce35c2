"""Lab: files of answers and tables of counts for researchers (`samspill[lab]`)."""
