"""Checks of plain language and of the two forms of Norwegian, for content and catalogue alike."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

# Words that give away the other form. Those that exist in both are left out.
BOKMAL_ONLY = frozenset(
    """
    bare blitt dem dere deres enig enige finnes forskjell forskjellig fra følge følges gir
    gjort gjør gjøre henne hjemme holdt hun hva hvem hver hvert hvilke hvilken hvilket hvor
    hvordan hvorfor høyere høyt ikke jeg kommer kommunene lavere lavest lavt ligger lytter mer
    mye noe nå påstandene rundene selv sent spørsmålene stoler svarene svarer tar tidlig
    tiltakene uenig uenige velg være åpen åpenhet åpent åpne
    """.split()
)
NYNORSK_ONLY = frozenset(
    """
    berre dei dykk dykkar eg eit finst frå følgje gjer gjere gjev halde heime høgare høgt
    ikkje kjem kommunane korkje korleis kva kvar kvart kven kvifor lyttar lågare lågast lågt
    meir mykje noko nokon nokre ope openheit opne påstandane rundane saman samd samde seie
    seier seint sjølv skil spørsmåla stolar svara svarar tek tidleg tiltaka usamd usamde vere
    vorte
    """.split()
)

FOREIGN = {"nb": NYNORSK_ONLY, "nn": BOKMAL_ONLY}
DICTIONARIES = {"nb": "nb_NO", "nn": "nn_NO"}

# Names, abbreviations and words of the product's own that no dictionary has.
KNOWN = frozenset(
    """
    bokmål by byregionprogrammet csv davis demo dialogsjekken distriktssenteret
    distriktssenterets en english excel helge items javascript json kaufmann lidal mayer minimum nb
    nesdal nn nynorsk qr reverse samarbeidssjekken samarbeidstest samarbeidstesten samspill
    samspills apt client conf createdb ctrl https install kb mb
    postgresql python restore role sqlite wal worker
    scale schoorman svare svares tillitssjekk tillitssjekken utf xlsx
    """.split()
)


def words(text: str) -> list[str]:
    plain = re.sub(
        r"%\(\w+\)[sd]|\{\w*\}|<[^>]+>|\[\w+\]|--\w+|https?://\S+|\b[A-Z]+_[A-Z_]+\b", " ", text
    )
    return re.findall(r"[A-Za-zÆØÅæøåéèêòóôäöü]+", plain)


def foreign_words(text: str, language: str) -> list[str]:
    """Return the words that belong to the other form of Norwegian."""
    return [word for word in words(text) if word.lower() in FOREIGN[language]]


def lix(text: str) -> float:
    """Return the readability index: words a sentence, and percent of words over six letters."""
    found = words(text)
    sentences = max(1, len(re.findall(r"[.!?:](?:\s|$)", text)))
    long = sum(len(word) > 6 for word in found)
    return len(found) / sentences + 100 * long / max(1, len(found))


def misspelt(texts: list[str], language: str) -> set[str]:
    """Return the words that the dictionary does not have; skip loudly where there is none."""
    if shutil.which("hunspell") is None:
        pytest.skip(
            "needs hunspell and its Norwegian dictionaries: apt install hunspell hunspell-no"
        )
    given = "\n".join(sorted({word for text in texts for word in words(text)}))
    done = subprocess.run(
        ["hunspell", "-i", "utf-8", "-d", DICTIONARIES[language], "-l"],
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.skip(f"hunspell has no dictionary for {language}: {done.stderr.strip()}")
    return {word for word in done.stdout.split() if word.lower() not in KNOWN}
