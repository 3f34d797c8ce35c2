"""Instruments: what an organisation can ask; the toolbox's own, and wordings it may use."""
