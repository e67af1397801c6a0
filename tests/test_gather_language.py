"""What is not English is recognised; what is short is not judged."""

from __future__ import annotations

import pytest

from hearsay.gather.language import is_english, recognise

TEXTS = {
    "en": "The ferry was towed ashore on Monday evening after its engines failed off the coast, and "
    "eleven of the crew were brought to safety by the boats of the harbour authority.",
    "de": "Die Fähre wurde am Montagabend an Land geschleppt, nachdem die Maschinen vor der Küste "
    "ausgefallen waren, und elf Mitglieder der Besatzung wurden von den Booten der Hafenbehörde "
    "in Sicherheit gebracht.",
    "fr": "Le ferry a été remorqué lundi soir après que ses moteurs sont tombés en panne au large de la "
    "côte, et onze membres de l'équipage ont été mis en sécurité par les bateaux de la "
    "capitainerie du port.",
    "es": "El transbordador fue remolcado a tierra el lunes por la noche después de que sus motores "
    "fallaran frente a la costa, y once de los tripulantes fueron puestos a salvo por los barcos "
    "de la autoridad del puerto.",
    "pt": "O barco foi rebocado para terra na noite de segunda-feira depois que os seus motores "
    "falharam ao largo da costa, e onze dos tripulantes foram levados para um lugar seguro pelos "
    "barcos da autoridade do porto.",
    "it": "Il traghetto è stato rimorchiato a terra lunedì sera dopo che i motori si sono guastati al "
    "largo della costa, e undici membri dell'equipaggio sono stati portati in salvo dalle barche "
    "della capitaneria di porto.",
    "nl": "De veerboot werd maandagavond aan land gesleept nadat de motoren voor de kust waren "
    "uitgevallen, en elf leden van de bemanning werden door de boten van de havendienst in "
    "veiligheid gebracht, zei een woordvoerder.",
    "sv": "Färjan bogserades i land på måndagskvällen efter att motorerna hade slutat att fungera "
    "utanför kusten, och elva av besättningen fördes i säkerhet av hamnmyndighetens båtar, som "
    "hade kommit till platsen för att hjälpa.",
    "pl": "Prom został odholowany na ląd w poniedziałek wieczorem po tym, jak jego silniki przestały "
    "działać, a jedenastu członków załogi zostało przewiezionych do portu i jest bezpiecznych, "
    "ale nie wiadomo, co się stało.",
    "tr": "Feribot pazartesi akşamı motorları durduktan sonra karaya çekildi ve on bir kişi olan "
    "mürettebat için bir tekne ile kurtarma yapıldı, ancak ne olduğu daha belli değil ve bu "
    "konuda çok soru var gibi görünüyor.",
    "ru": "Паром отбуксировали на берег в понедельник вечером после отказа двигателей.",
    "ja": "フェリーは月曜日の夕方に岸まで曳航された。",
    "zh": "渡轮在星期一晚上被拖到岸上，官员说十一名船员获救。",
    "ar": "تم سحب العبارة إلى الشاطئ مساء الاثنين بعد تعطل محركاتها.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_languages(code: str) -> None:
    found = recognise(TEXTS[code])
    assert is_english(found) == (code == "en")
    assert found == code


@pytest.mark.parametrize("code", TEXTS)
def test_the_words_are_believed_before_what_is_declared(code: str) -> None:
    assert is_english(recognise(TEXTS[code], "en-GB")) == (code == "en")
    assert is_english(recognise(TEXTS[code], "de-DE")) == (code == "en")


@pytest.mark.parametrize(
    "text",
    [
        "Ferry towed",
        "Port Elsa: Harbour La Paz, Le Havre",
        "Eleven saved. Ana Ruiz, Bo Sund.",
        "11 12 13",
        "“El Niño”",
        "Harbour head resigns",
        "",
        "Café Müller, São Sund: Zoë Peña y Ruiz.",
    ],
)
def test_short_texts_are_not_judged(text: str) -> None:
    assert is_english(recognise(text))
    assert recognise(text, "fr") == "fr"


def test_english_that_quotes_another_language_is_english() -> None:
    assert recognise(TEXTS["en"] * 3 + TEXTS["de"] + TEXTS["ru"]) == "en"
