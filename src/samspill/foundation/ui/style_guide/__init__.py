"""The style guide: every component in every state, with when to use it and when not."""
