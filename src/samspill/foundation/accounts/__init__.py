"""Accounts: the people who have one. Participants never need one."""
