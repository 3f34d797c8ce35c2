"""The product with a post office on top of it."""

from samspill.site.settings import *  # noqa: F403
from samspill.site.settings import INSTALLED_APPS

INSTALLED_APPS = ["tests.post", *INSTALLED_APPS]
