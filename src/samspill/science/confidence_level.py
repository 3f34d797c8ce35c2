"""How often an interval is to hold what it is about."""

LEVEL = 0.95


def check_level(level: float) -> None:
    """Refuse a level that is not between 0 and 1."""
    if not 0 < level < 1:
        msg = f"The level lies between 0 and 1, such as 0.95; got {level}."
        raise ValueError(msg)
