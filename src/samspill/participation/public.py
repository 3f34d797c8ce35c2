"""The door to participation for other slices."""

from samspill.participation.admissions import give_admission, response_key
from samspill.participation.models import JoinCode
from samspill.participation.operations import create_join_code
from samspill.participation.views import enter

__all__ = ["JoinCode", "create_join_code", "enter", "give_admission", "response_key"]
