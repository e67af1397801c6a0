"""Lines of JSON, and JSON files, to articles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import IO, Any

import msgspec

from hearsay.gather import dates
from hearsay.gather.assemble import assemble, option_date
from hearsay.gather.fields import pick
from hearsay.gather.language import is_english
from hearsay.gather.problem import NotAnArticle, Problem, Report, ignore, quoted
from hearsay.schema import Article, DateRule

#: Longest line, in bytes.
LINE_LIMIT = 20_000_000
#: A high surrogate without a low one behind it, as an escape. (A low one alone is met by the decoder's own
#: message.)
_HALF_PAIR = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])")
_NOTHING = msgspec.Raw(b"null")
#: No field is called otherwise.
_ALL: Mapping[str, str] = {}


class _Line(msgspec.Struct):
    """The fields of a line, not decoded yet: what is not asked for costs no memory, however deep it nests."""

    text: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    id: msgspec.Raw = _NOTHING
    published: msgspec.Raw = _NOTHING
    headline: msgspec.Raw = _NOTHING
    outlet: msgspec.Raw = _NOTHING
    url: msgspec.Raw = _NOTHING
    authors: msgspec.Raw = _NOTHING
    language: msgspec.Raw = _NOTHING


_line = msgspec.json.Decoder(_Line)
_string = msgspec.json.Decoder(str)
_name = msgspec.json.Decoder(str | int | None)
_optional = msgspec.json.Decoder(str | None)
_list = msgspec.json.Decoder(list[str] | str | None)


def lines(
    stream: IO[bytes] | IO[str],
    *,
    origin: str = "-",
    published: str | None = None,
    outlet: str | None = None,
    fields: Mapping[str, str] = _ALL,
    problems: Report = ignore,
) -> Iterator[tuple[int, Article | Problem]]:
    """Yield (line number from 1, article or fatal problem) for each line of ``stream`` that is not blank.

    A line is ``{"id", "text", "published"?, "headline"?, "outlet"?, "url"?, "authors"?, "language"?}``; other
    fields are passed over. The text is kept exactly as it came, so that offsets count the code points of the
    very text that came in. A missing ``id`` becomes ``ORIGIN:LINE``. ``published`` and ``outlet`` win over
    the fields; ``fields`` names those that other corpora call otherwise ("text": "body"). A line that is no
    article, is not in English or is longer than 20 MB gives a :class:`Problem` whose origin is
    ``ORIGIN:LINE``; ``problems`` takes what does not stop a line (a date that is none). Lines are read one at
    a time. Raises ValueError when ``published`` is no date.
    """
    option_date(published)
    return _lines(stream, origin, published, outlet, fields, problems)


def _lines(
    stream: IO[Any],
    origin: str,
    published: str | None,
    outlet: str | None,
    fields: Mapping[str, str],
    problems: Report,
) -> Iterator[tuple[int, Article | Problem]]:
    source = getattr(stream, "buffer", stream)
    number = 0
    while raw := source.readline(LINE_LIMIT + 1):
        number += 1
        line: bytes = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
        where = f"{origin}:{number}"
        if len(raw) > LINE_LIMIT and raw[-1:] not in (b"\n", "\n"):
            while (rest := source.readline(1 << 20)) and rest[-1:] not in (b"\n", "\n"):
                pass
            yield number, Problem(where, f"line longer than {LINE_LIMIT // 1_000_000} MB")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        try:
            article = from_json(
                line, name=where, published=published, outlet=outlet, fields=fields, problems=problems
            )
            yield number, article
        except NotAnArticle as error:
            yield number, Problem(where, str(error))


def from_json(
    data: bytes,
    *,
    name: str,
    published: str | None = None,
    outlet: str | None = None,
    fields: Mapping[str, str] = _ALL,
    problems: Report = ignore,
) -> Article:
    """Return the article that one JSON object is. Raises :class:`NotAnArticle`, also when it is not in
    English.
    """
    try:
        line = _Line(**pick(data, fields)) if fields else _line.decode(data)
    except msgspec.ValidationError as error:
        raise NotAnArticle(f"no article: {error}") from None
    except RecursionError:
        raise NotAnArticle("JSON nested too deep") from None
    except UnicodeDecodeError:
        raise NotAnArticle("not UTF-8") from None
    except (msgspec.DecodeError, ValueError) as error:
        raise _broken(data, error) from None
    if line.text is msgspec.UNSET:
        where = f" (no field {quoted(fields['text'])})" if "text" in fields else ""
        raise NotAnArticle(f"no article: the text is missing{where}")
    text = _text(line.text)

    def value(field: str, decoder: msgspec.json.Decoder[Any]) -> Any:
        try:
            return decoder.decode(getattr(line, field))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
            problems(Problem(name, f"{field} is not a string: left out", fatal=False))
            return None

    found: list[tuple[DateRule, str]] = []
    if written := value("published", _optional):
        found.append(("field", written))
    if first := dates.first_line(text):
        found.append(("first line", first[0]))
    given = value("id", _name)
    authors = value("authors", _list)
    article = assemble(
        text,
        name=name,
        id=name if given is None or given == "" else str(given),
        option=published,
        found=found,
        url=value("url", _optional),
        headline=value("headline", _optional) or (first[1] if first else None),
        outlet=outlet or value("outlet", _optional),
        authors=[authors] if isinstance(authors, str) else authors or (),
        declared=value("language", _optional),
        report=problems,
    )
    if not is_english(article.language):
        raise NotAnArticle(f"not in English: looks like {quoted(article.language or '')[1:-1]}")
    return article


def _text(raw: msgspec.Raw) -> str:
    try:
        return _string.decode(raw)
    except msgspec.ValidationError:
        raise NotAnArticle("no article: the text is not a string") from None
    except UnicodeDecodeError:
        raise NotAnArticle("not UTF-8") from None
    except msgspec.DecodeError as error:
        raise _broken(bytes(raw), error) from None


def _broken(data: bytes, error: Exception) -> NotAnArticle:
    if _HALF_PAIR.search(data):
        return NotAnArticle("not JSON: an escape in it is half a surrogate pair")
    return NotAnArticle(f"not JSON: {error}")


def elements(text: str) -> Iterator[bytes]:
    """Yield the JSON of each element of the array in ``text``, one at a time; ``text`` itself if it is none.

    Raises :class:`NotAnArticle` where the array breaks off; the elements before it have been yielded.
    """
    if not text.lstrip().startswith("["):
        yield text.encode("utf-8", "surrogatepass")
        return
    decoder = json.JSONDecoder()
    space = re.compile(r"[ \t\r\n]*")

    def skip(at: int) -> int:
        return space.match(text, at).end()  # type: ignore[union-attr]

    at = skip(text.index("[") + 1)
    while text[at : at + 1] != "]":
        try:
            _, end = decoder.raw_decode(text, at)
        except RecursionError:
            raise NotAnArticle("JSON nested too deep") from None
        except ValueError as error:
            raise NotAnArticle(f"not JSON: {error}") from None
        yield text[at:end].encode("utf-8", "surrogatepass")
        at = skip(end)
        if text[at : at + 1] == ",":
            at = skip(at + 1)
        elif text[at : at + 1] != "]":
            raise NotAnArticle(f"not JSON: the array breaks off at character {at}")
