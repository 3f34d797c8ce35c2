"""Exports: what a round has shown, as files that statistics programs read."""
