"""People: who is in an organisation, in which roles; invitations, groups, and one's own page."""
