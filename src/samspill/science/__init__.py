"""Pure functions on answers: scales, distributions, change, what may be shown, readings.

Nothing here knows a framework, a file, a clock or chance. Methods: docs/methods/.
"""
