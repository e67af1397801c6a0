"""Units of measure and currencies, before and after a number."""

from __future__ import annotations

import re

# Currency codes and signs: ISO 4217; where countries share a sign or a name, the one that news means without a country.
_SIGNS: dict[str, str] = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₴": "UAH",
    "₪": "ILS", "₦": "NGN", "₫": "VND", "₱": "PHP", "฿": "THB", "₸": "KZT", "₾": "GEL", "US$": "USD", "A$": "AUD", "AU$": "AUD",
    "C$": "CAD", "CA$": "CAD", "HK$": "HKD", "NZ$": "NZD", "S$": "SGD", "R$": "BRL", "NT$": "TWD", "Rs": "INR",
    "Rs.": "INR", "CN¥": "CNY", "Rp": "IDR", "RM": "MYR", "Sh": "KES",
}  # fmt: skip
_CODES = (
    "AED AFN AUD AZN BDT BGN BRL BYN CAD CHF CLP CNY COP CZK DKK DZD EGP ETB EUR GBP GEL GHS HKD HUF IDR ILS INR IQD "
    "IRR ISK JOD JPY KES KRW KWD KZT LBP LKR LYD MAD MXN MYR NGN NOK NZD PEN PHP PKR PLN QAR RMB RON RSD RUB SAR SEK "
    "SGD SYP THB TND TRY TWD UAH UGX USD UYU UZS VND XAF XOF YER ZAR"
)
_NAMES: dict[str, str] = {
    "dollar": "USD", "us dollar": "USD", "u.s. dollar": "USD", "american dollar": "USD", "australian dollar": "AUD",
    "canadian dollar": "CAD", "hong kong dollar": "HKD", "new zealand dollar": "NZD", "singapore dollar": "SGD",
    "taiwan dollar": "TWD", "euro": "EUR", "pound sterling": "GBP", "british pound": "GBP", "egyptian pound": "EGP",
    "lebanese pound": "LBP", "syrian pound": "SYP", "sudanese pound": "SDG", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "rupee": "INR", "indian rupee": "INR", "pakistani rupee": "PKR", "rouble": "RUB", "ruble": "RUB", "hryvnia": "UAH",
    "hryvnya": "UAH", "hryvna": "UAH", "lira": "TRY", "shekel": "ILS", "rand": "ZAR", "swiss franc": "CHF", "franc": "CHF",
    "cfa franc": "XOF", "kronor": "SEK", "krona": "SEK", "swedish krona": "SEK", "swedish kronor": "SEK", "kroner": "NOK",
    "krone": "NOK", "norwegian kroner": "NOK", "danish kroner": "DKK", "zloty": "PLN", "zlotys": "PLN", "forint": "HUF",
    "dirham": "AED", "riyal": "SAR", "iranian rial": "IRR", "rial": "IRR", "naira": "NGN", "baht": "THB", "ringgit": "MYR",
    "rupiah": "IDR", "dong": "VND", "mexican peso": "MXN", "philippine peso": "PHP", "argentine peso": "ARS",
    "brazilian real": "BRL", "reais": "BRL", "tenge": "KZT", "lari": "GEL", "won": "KRW", "taka": "BDT", "birr": "ETB",
    "cent": "cents", "euro cent": "cents",
}  # fmt: skip
# Units: SI brochure, 9th edition, and the customary units of news; left the name that a figure bears, right its
# spellings, each with and without a final s.
_UNITS: dict[str, str] = {
    "%": "%, per cent, percent, pct, per-cent", "percentage points": "percentage point, % point, percent point, pp",
    "basis points": "basis point, bp", "km": "km, kilometer, kilometre", "m": "m, metre, meter",
    "cm": "cm, centimetre, centimeter", "mm": "mm, millimetre, millimeter", "miles": "mile", "feet": "feet, foot, ft",
    "nautical miles": "nautical mile, nmi", "inches": "inch, inches", "yards": "yard", "light years": "light year, light-year",
    "km²": "km², km2, sq km, sq. km, square kilometre, square kilometer", "m²": "m², m2, sq m, square metre, square meter",
    "square miles": "square mile, sq mile, sq. mile", "square feet": "square feet, square foot, sq ft, sq. ft",
    "hectares": "hectare, ha", "acres": "acre", "m³": "m³, m3, cubic metre, cubic meter", "km³": "km³, cubic kilometre",
    "cubic feet": "cubic feet, cubic foot", "litres": "litre, liter", "gallons": "gallon", "barrels": "barrel, bbl",
    "bushels": "bushel", "barrels per day": "barrels per day, barrels a day, bpd", "tonnes": "tonne, metric ton",
    "tons": "ton", "kg": "kg, kilo, kilogram, kilogramme", "g": "gram, gramme", "pounds": "pound, lb", "ounces": "ounce, oz",
    "carats": "carat", "kilotons": "kiloton, kt", "megatons": "megaton", "mph": "mph, miles per hour, miles an hour",
    "km/h": "km/h, kph, kmh, kilometres per hour, kilometers per hour, kilometres an hour, kilometers an hour",
    "knots": "knot", "°C": "°C, ° C, C, degrees Celsius, degrees centigrade, degrees C", "°F": "°F, ° F, F, degrees Fahrenheit",
    "degrees": "°, degree", "kW": "kW, kilowatt", "MW": "MW, megawatt", "GW": "GW, gigawatt",
    "kWh": "kWh, kilowatt hour, kilowatt-hour",
    "MWh": "MWh, megawatt hour, megawatt-hour", "GWh": "GWh, gigawatt hour, gigawatt-hour",
    "TWh": "TWh, terawatt hour, terawatt-hour",
    "MB": "MB, megabyte", "GB": "GB, gigabyte", "TB": "TB, terabyte", "Hz": "Hz", "MHz": "MHz", "GHz": "GHz",
    "seconds": "second, sec", "minutes": "minute, min", "hours": "hour, hr", "days": "day", "weeks": "week", "months": "month",
    "years": "year, yr", "decades": "decade", "centuries": "century, centuries", "times": "times", "calories": "calorie",
    "decibels": "decibel", "magnitude": "magnitude",
}  # fmt: skip
#: Units of time: figures with one of them may be expressions that place an event.
TIME_UNITS = frozenset(
    ["seconds", "minutes", "hours", "days", "weeks", "months", "years", "decades", "centuries"]
)

_SPELLINGS: dict[str, str] = {}
for _unit, _some in [*_UNITS.items(), *((code, name) for name, code in _NAMES.items())]:
    for _form in _some.split(", "):
        _SPELLINGS.setdefault(_form, _unit)
        if (
            _form[-1] not in "s%²³°23CFz"
            and "feet" not in _form
            and _form not in ("m", "g", "C", "F", "kW", "MW", "GW")
        ):
            _SPELLINGS.setdefault(_form + "s", _unit)
_FOLDED = {form.lower(): unit for form, unit in _SPELLINGS.items() if len(form) > 3}
_AFTER = re.compile(
    "[ \u00a0-]?(" + "|".join(f"(?i:{re.escape(f)})" if len(f) > 3 else re.escape(f)
    for f in sorted({*_SPELLINGS, *_CODES.split()}, key=len, reverse=True)) + r")(?![^\W_])"
)  # fmt: skip
_BEFORE = re.compile(
    "(?:(?<![^\\W_])(?:" + "|".join(re.escape(s) for s in sorted(_SIGNS, key=len, reverse=True) if s[0].isalpha())
    + "|" + "|".join(_CODES.split()) + ")[ \u00a0]?|[" + "".join(s for s in _SIGNS if len(s) == 1) + "][ \u00a0]?)$"
)  # fmt: skip
_CURRENCIES = frozenset({*_SIGNS.values(), *_CODES.split(), "SDG", "ARS", "cents"})
_SIGN_ENDS = frozenset("$€£¥₹₽₩₺₴₪₦₫₱฿₸₾")


def currency_before(text: str, at: int) -> tuple[int, str] | None:
    """The currency sign or code that ends where a number begins: its start and its ISO 4217 code."""
    last = text[at - 1 : at]
    if last in (" ", "\u00a0"):
        last = text[at - 2 : at - 1]
    if not last or not (last in _SIGN_ENDS or last in "s." or last.isupper() or last in "ph"):
        return None
    m = _BEFORE.search(text, max(0, at - 5), at)
    if not m:
        return None
    sign = m[0].strip()
    return m.start(), {"RMB": "CNY"}.get(sign) or _SIGNS.get(sign, sign)


def unit_after(text: str, at: int, scaled: bool) -> tuple[int, str] | None:
    """The unit that follows a number: where it ends and its name; a currency is its ISO 4217 code.

    ``scaled``: a word of scale stands before it, so that "pounds" are money; otherwise they are a weight.
    """
    m = _AFTER.match(text, at)
    if not m:
        return None
    form = m[1]
    if form in ("C", "F", "m") and m[0] != form and form != "m":
        return None
    unit = _SPELLINGS.get(form) or _FOLDED.get(form.lower()) or {"RMB": "CNY"}.get(form, form)
    if unit == "pounds" and scaled:
        unit = "GBP"
    return m.end(), unit


def is_currency(unit: str | None) -> bool:
    """Whether a unit is money."""
    return unit in _CURRENCIES
