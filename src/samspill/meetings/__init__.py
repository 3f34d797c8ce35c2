"""Meetings: run sheets that are planned, led and closed.

A meeting is a copied plan and one small row that says where it is. What console, wall and phones
show is made from these and the clock each time somebody looks.
"""
