from __future__ import annotations

import uuid

from django.db import models

from samspill.toolbox.round_content import RoundContent, read_round_content


class KeyedInstrument(models.Model):
    """A wording that a facilitator who may use it has keyed in, for their own organisation.

    A row is one version and is not changed once a round has used it: changing it makes the next
    version. `content` is what a round would freeze, read through `asked`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    template_key = models.CharField(max_length=60)
    # The same for every version of one wording.
    series = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=120)
    source = models.CharField(max_length=300)
    language = models.CharField(max_length=2)
    content = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "version"]
        constraints = [
            models.UniqueConstraint(fields=["series", "version"], name="a_version_stands_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def asked(self) -> RoundContent:
        return read_round_content(self.content)
