"""A reform of one's own: its frame, who owns it, what it is for, and what is in place.

It stands on a collaboration of its own whose partners are the levels, so that a level can be asked
in an ordinary round. What is known of others' reforms is `register`'s.
"""
