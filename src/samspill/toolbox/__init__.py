"""Toolbox: content as versioned data in bokmål, nynorsk and English, and its loader.

Instruments say what is asked; places are the municipalities and counties of Norway. It knows no
framework and no numbers.
"""
