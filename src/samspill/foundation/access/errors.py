class NotFoundError(Exception):
    """There is no such thing for this actor: it does not exist, or another organisation owns it."""


class NotAllowedError(Exception):
    """The actor's organisation owns it, but the actor's role does not allow this."""
