"""An attacker against the product: everything that was shown is gathered, and solved.

It knows the rule, the limits, how many were asked, and what everybody may know. It shares no code
with the product's own audit: `deduce` runs the product's rule forwards, and counts by itself.
"""
