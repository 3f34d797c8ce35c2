"""Meetings: what people who work together have written down. Say here what the slice is for."""
