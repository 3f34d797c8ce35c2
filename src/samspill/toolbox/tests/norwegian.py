"""How hard a text may be, and the words that give away which Norwegian it is."""

HARDEST = 40


def words_listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that stand in one written form of Norwegian only.
BOKMAL_ONLY = words_listed(
    """
    annen annet annerledes bare ble blitt dem dere deres egen egne en enig enige et fikk flere
    forskjell forskning fra gang gikk gjør gjøre hjemme holder hva hvem hver hverandre hvert hvilke
    hvilken hvilket hvor hvordan hvorfor høy høyt ikke jeg kommer kommunene koster krever lav
    lave lavt leder løsning løsninger lytter mer mulig mulighet mye målene møtene noe noen partene
    påstandene sammen selv siden sier spredning spørsmålene svarene svarer tidlig trenger
    trengs uenig uenige uenighet vet viktigste virker vært være åpen åpent
    """
)
NYNORSK_ONLY = words_listed(
    """
    annleis berre bordleiar byggje dei dykk dykkar eg eige eigen eigne ein eit fekk fleire forsking
    frå gjekk gjer gjere gjeve gong haldningar halde heime held høg høgt høyrt ikkje kjem kjende
    kommunane kor korkje korleis kostar krev kva kvar kvarandre kven kvifor leiar lyttar løysing låg
    låge lågt mogleg meir mykje møta nokon noko nokre opent openheit partane påstandane saman samd
    samde sei seie seier sidan sjå sjølv sjølve spreiing styrkje svarar temaa tidleg treng usamd
    usamde usemje vart veit vere vore vorte åleine
    """
)
