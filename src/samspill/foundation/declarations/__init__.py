"""Declarations: what a slice tells of itself in its file `declares`, and all of it collected.

A slice says `DECLARED = Declarations(...)`, and nothing asks it anything else. The site collects
the declarations when Django is ready; rooms below ask what was collected, and know no slice.
"""
