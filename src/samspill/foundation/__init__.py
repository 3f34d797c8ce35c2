"""What every slice stands on: people, organisations, access, audit, background work and looks.

It holds no capability of its own: nothing here knows what a survey or an action is.
"""
