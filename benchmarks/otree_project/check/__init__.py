"""Ten statements with five points each, and a receipt."""

from otree.api import (
    BaseConstants,
    BaseGroup,
    BasePlayer,
    BaseSubsession,
    Page,
    models,
    widgets,
)

ITEMS = [f"item_{number}" for number in range(1, 11)]


class C(BaseConstants):
    NAME_IN_URL = "check"
    PLAYERS_PER_GROUP = None
    NUM_ROUNDS = 1


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    pass


class Player(BasePlayer):
    pass


for _item in ITEMS:
    _field = models.IntegerField(
        choices=[1, 2, 3, 4, 5], label=_item, widget=widgets.RadioSelectHorizontal, blank=True
    )
    setattr(Player, _item, _field)


class Form(Page):
    form_model = "player"
    form_fields = ITEMS


class Receipt(Page):
    pass


page_sequence = [Form, Receipt]
