"""Which language a text is in, as far as it must be known: whether it is English."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

#: Articles, prepositions, conjunctions, pronouns and forms of "to be" and "to have": closed classes, as the
#: reference grammar of each language lists them, the commonest of each. ISO 639-1 codes.
_FUNCTION_WORDS = {
    "en": "the of and to in that is was it for on with as by at from this have has had be been are were not "
    "but which they he she his her their its we you i who will would an or if than when there what "
    "after said about into",
    "de": "der die das und ist in den von zu mit sich des auf für nicht ein eine einer einem einen auch es "
    "an dem als wird bei hat werden aus wie sind war nach um am im oder über zum zur dass sie er wir "
    "haben wurde durch",
    "fr": "le la les de des du et un une est en dans que qui pour pas sur au aux avec ce cette il elle ils "
    "nous vous par plus ont été sont mais se ne son sa ses leur leurs ou comme était après selon d l "
    "qu n s c j",
    "es": "el la los las de del y en que un una por con para es no se lo su al como más fue ha han pero sus "
    "le este esta son está entre cuando muy sin sobre también hasta desde ser era según",
    "pt": "o a os as de do da dos das e em no na nos nas que um uma por com para é não se mais foi ao como "
    "mas sua seu pelo pela ou são está entre quando muito sem sobre também até ser há segundo",
    "it": "il lo la gli le di del della dei delle e in che un una per con non è si da al alla nel nella "
    "come più ma ha hanno sono è stato stata anche dal dalla sul sulla suo sua questo essere dopo tra "
    "secondo l",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als bij door maar uit naar "
    "dan over werd worden heeft hebben had deze dit die wordt nog tot hij zij ze wij volgens",
    "sv": "och att det i en är på som av för med den till inte har de ett om var hade men sig från vi så "
    "han hon kan när efter vid ska skulle eller också enligt",
    "da": "og at det i en er på som af for med den til ikke har de et om var havde men sig fra vi så han "
    "hun kan når efter ved skal skulle eller også ifølge blev være",
    "no": "og at det i en er på som av for med den til ikke har de et om var hadde men seg fra vi så han "
    "hun kan når etter ved skal skulle eller også ifølge ble være",
    "fi": "ja on ei että se oli hän mutta joka myös kun ovat kuin sen hänen niin tai ole mukaan jos ovat "
    "olla mitä vain sekä jossa jonka tämä tämän nyt sitä",
    "pl": "i w na z do nie się że jest o jak po to za od co przez dla oraz ale są był była było ma tym "
    "które który która tego już jego jej lub także może został",
    "cs": "a v na se že je do s z o to i jak pro ale po od by za ve ze jsou byl byla bylo který která které "
    "jako jeho jen nebo podle také má si k při však",
    "sk": "a v na sa že je do s z o to i ako pre ale po od by za vo zo sú bol bola bolo ktorý ktorá ktoré "
    "jeho len alebo podľa aj má si k pri však",
    "hr": "i u na je se da za su od s o to kao ne koji koja koje ali iz bio bila po što nije će ili te do "
    "ako kako prema bi samo već nakon",
    "ro": "și în de la a cu pe nu că din este un o care pentru sunt mai au fost ce prin lui ca sau dar după "
    "al ale către fi său sa între",
    "hu": "a az és hogy nem is egy volt ez de meg csak már el kell még vagy mint azt ki van ha szerint lesz "
    "nagyon ezt után pedig voltak amely",
    "tr": "ve bir bu da de için ile olarak daha çok olan gibi kadar sonra ise ancak değil en olduğu her ne "
    "o göre tarafından var ya ama",
    "id": "yang dan di ini itu dengan untuk tidak dari dalam akan pada juga ke karena ada oleh atau sudah "
    "telah saat bisa mereka kami adalah sebagai tersebut kepada",
    "vi": "và của là có cho không được trong các một với những này đã người để khi từ đến về theo tại sẽ như",
}
_SETS = {code: frozenset(words.split()) for code, words in _FUNCTION_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_NOT_LATIN = re.compile(r"[^\x00-\u024f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
#: Letters of these scripts point to one language, or to the one that most news in them is in.
_SCRIPTS = {
    "CYRILLIC": "ru",
    "GREEK": "el",
    "ARABIC": "ar",
    "HEBREW": "he",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "THAI": "th",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "TAMIL": "ta",
    "TELUGU": "te",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "AMHARIC": "am",
    "ETHIOPIC": "am",
    "KHMER": "km",
    "MYANMAR": "my",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "LAO": "lo",
    "TIBETAN": "bo",
    "MONGOLIAN": "mn",
}
#: Words that are looked at: from the beginning, the middle and the end.
_SAMPLE = 2000
#: Fewer words than this cannot tell against what is declared.
_FEW = 12
_ENOUGH = 25


def recognise(text: str, declared: str | None = None) -> str | None:
    """Return the ISO 639-1 code of the language of ``text``, or None when nothing tells.

    ``declared`` is what the source says ("en-GB"); the words themselves are believed before it where there
    are enough of them. Short texts and headlines stay None rather than be judged wrongly.
    """
    stated = _code(declared)
    sample = _sampled(text)
    script = _script(sample)
    if script is not None:
        return stated if stated not in (None, "en") and stated not in _SETS else script
    words = _WORD.findall(sample.lower())
    if len(words) < _FEW:
        return stated
    counts = Counter(words)
    # No other language of the list reaches this with its own words; most texts end here.
    if _share("en", counts) >= 0.3:
        return "en"
    shares = {code: _share(code, counts) for code in _SETS}
    english = shares.pop("en")
    other = max(shares, key=lambda code: shares[code])
    if english >= 0.15 and english >= shares[other]:
        return "en"
    if (
        len(words) >= _ENOUGH
        and shares[other] >= max(0.2, 2 * english)
        # One word over and over is no language.
        and len(_SETS[other] & counts.keys()) >= 4
    ):
        return stated if stated in shares and shares[stated] > 0.8 * shares[other] else other
    return stated


def _share(code: str, counts: Counter[str]) -> float:
    return sum(counts[word] for word in _SETS[code] & counts.keys()) / counts.total()


def is_english(language: str | None) -> bool:
    """Tell whether a text in ``language`` (as :func:`recognise` gives it) is read: English, or not known to
    be else.
    """
    return language is None or language == "en"


def _code(declared: str | None) -> str | None:
    match = re.match(r"\s*([a-zA-Z]{2,3})(?![a-zA-Z])", declared or "")
    if match is None:
        return None
    code = match[1].lower()
    return {
        "eng": "en",
        "deu": "de",
        "ger": "de",
        "fra": "fr",
        "fre": "fr",
        "spa": "es",
        "rus": "ru",
        "zho": "zh",
        "nb": "no",
        "nn": "no",
        "und": None,
        "mul": None,
        "xx": None,
    }.get(code, code)


def _sampled(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return " ".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))


def _script(sample: str) -> str | None:
    """Return the language of the script that most letters are in, or None for Latin letters and for few
    letters.
    """
    other = [c for c in _NOT_LATIN.findall(sample) if c.isalpha()]
    if len(other) < 4 or len(other) <= sum(map(len, _LATIN.findall(sample))):
        return None
    names = Counter(unicodedata.name(c, "").split(" ")[0] for c in other)
    if names["HIRAGANA"] + names["KATAKANA"] > 0.1 * len(other):
        return "ja"
    for name, _ in names.most_common(3):
        if name in _SCRIPTS:
            return _SCRIPTS[name]
    return None
