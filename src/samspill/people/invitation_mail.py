"""An invitation in words: sent where e-mail works, and else a text to paste."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samspill.foundation.access.public import Role
from samspill.foundation.mail.public import NewMail, is_configured, send
from samspill.people.operations import IssuedInvitation


def hand_over(issued: IssuedInvitation, *, link: str) -> dict[str, object]:
    """Send the invitation where an e-mail was given and can be sent; return what the page shows."""
    invitation = issued.invitation
    text = _text(issued, link)
    is_sent = bool(invitation.email) and is_configured()
    if is_sent:
        # On one line, whatever somebody calls themselves: a subject cannot hold more.
        name = " ".join(invitation.invited_by_name.split())
        subject = _("%(name)s invites you to Samspill") % {"name": name}
        send(NewMail(to=invitation.email, subject=subject, text=text))
    return {"is_sent": is_sent, "text": text}


def _text(issued: IssuedInvitation, link: str) -> str:
    invitation = issued.invitation
    return _(
        "Hello,\n\n"
        "%(name)s invites you to Samspill, for %(organisation)s. Your role will be: %(role)s.\n\n"
        "Open this link to say yes. It works once, until %(day)s:\n\n%(link)s\n\n"
        "You need do nothing if you do not want to. Nobody is reminded, you are not registered "
        "until you say yes, and if you do not, your address is deleted within six weeks. Ask "
        "%(name)s if you wonder about anything."
    ) % {
        "name": invitation.invited_by_name,
        "organisation": invitation.organisation.name,
        "role": Role(invitation.role).label,
        "day": date_format(localdate(invitation.expires_at), "DATE_FORMAT"),
        "link": link,
    }
