"""Tables of counts, protected so that nobody in them can be worked out."""
