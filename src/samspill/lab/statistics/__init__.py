"""Statistics of whole files of answers: reliability, agreement, change, tables of scores."""
