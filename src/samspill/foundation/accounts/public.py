"""The door to accounts for other slices."""

from samspill.foundation.accounts.models import Account

__all__ = ["Account"]
