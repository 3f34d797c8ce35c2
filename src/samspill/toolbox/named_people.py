"""Whether a text seems to name a person: it looks for what names look like, and finds not all."""

from __future__ import annotations

import re
from functools import cache

from samspill.toolbox import places

TITLES = (
    "ordfører varaordfører rådmann kommunedirektør kommunalsjef direktør enhetsleder einingsleiar "
    "avdelingsleder avdelingsleiar leder leiar teamleder teamleiar statsråd statssekretær "
    "sykepleier sjukepleiar lege rektor mayor director manager"
).split()
FIRST_NAMES = frozenset(
    """
    Aina Alexander Amalie Amund Anders Andreas Ane Anette Anita Anja Ann Anna Anne Anton Arild
    Arne Arve Asbjørn Aslaug Astrid Atle Aud Beate Bente Berit Bernt Birgit Bjarne Bjørg Bjørn
    Bodil Borghild Britt Camilla Cathrine Cecilie Christian Christine Dag Daniel Einar Eirik
    Elin Eline Elisabeth Ellen Else Emil Emma Erik Erling Espen Eva Even Finn Fredrik Frida
    Frode Geir Gerd Gro Grete Gry Gunn Gunnar Guri Guro Halvor Hanna Hanne Hans Harald Hege
    Heidi Helene Helga Helge Henrik Hilde Håkon Håvard Ida Inga Inge Inger Ingrid Ingunn Irene
    Ivar Jan Janne Jens Johan Johannes John Jon Jonas Jorunn Jostein Julie Jørgen Jørn Kai Kari
    Karin Karl Karoline Kathrine Katrine Kenneth Kim Kirsten Kjell Kjersti Kjetil Knut Kristian
    Kristin Kristine Kåre Lars Laila Leif Lene Line Linda Linn Lise Liv Magne Magnus Maja Malin
    Marianne Maria Marie Marit Marte Martin May Merete Mette Michael Mohammed Mona Morten Nils
    Nina Nora Odd Ola Olav Ole Oskar Per Petter Philip Pål Ragnar Ragnhild Randi Reidar Reidun
    Roar Robert Roger Roy Rolf Rune Ruth Sara Sigrid Sigurd Silje Simen Siri Sissel Siv Sofie
    Solveig Stein Stian Stine Svein Sverre Synnøve Sølvi Terje Thea Thomas Thor Tina Tom Tomas
    Tone Tor Tore Torill Torunn Tove Trine Trond Trude Turid Tuva Unni Ulf Vegard Vidar Vigdis
    Wenche Yngve Øivind Ørjan Øystein Øyvind Åge Åse Åshild Åsmund
    """.split()
)
WORD = re.compile(r"[A-ZÆØÅ][\w’'-]+")
PAIR = re.compile(r"\b([A-ZÆØÅ][a-zæøåé]+)((?:\s+(?:[A-ZÆØÅ]\.|[A-ZÆØÅ][\w-]+))+)")
TITLED = re.compile(rf"\b({'|'.join(TITLES)})\s+([A-ZÆØÅ][a-zæøåé]+)", re.IGNORECASE)
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


@cache
def _place_words() -> frozenset[str]:
    names = (municipality.name for municipality in places.municipalities())
    return frozenset(word for name in names for word in WORD.findall(name))


def named_person(text: str) -> str:
    """Return the first thing that looks like a person's name or address; empty where none does."""
    address = ADDRESS.search(text)
    if address:
        return address[0]
    for match in PAIR.finditer(text):
        if match[1] in FIRST_NAMES and match[2].split()[0] not in _place_words():
            return match[0]
    for match in TITLED.finditer(text):
        is_name = match[2][:1].isupper() and match[2] not in _place_words()
        if is_name and match[2] not in FIRST_WORDS:
            return match[0]
    return ""


# Words with a capital that stand after a title and name nobody.
FIRST_WORDS = frozenset("I Oslo Bergen Norge Noreg Danmark Sverige KS NAV".split())
