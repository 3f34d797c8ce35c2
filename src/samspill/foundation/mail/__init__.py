"""Mail: an outbox that the worker empties. Nothing is sent while somebody waits for a page."""
