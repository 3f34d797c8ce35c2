"""Pure functions on answers: scales, distributions, what may be shown, readings.

Nothing here knows a framework, a file, a clock or chance. Methods: docs/methods/.
"""
