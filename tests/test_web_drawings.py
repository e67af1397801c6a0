"""What is drawn: trees, spans of time, figures, bars."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from hearsay.record.pages import Period, Stretch
from hearsay.record.results import (
    Copy,
    Dispute,
    Interval,
    Link,
    Node,
    Passage,
    StatementRow,
    TimelineEntry,
    Value,
)
from hearsay.schema import Article, Attribution, Reading, Timex
from hearsay.views.web.drawings.figures import draw_figures, points
from hearsay.views.web.drawings.histogram import draw_histogram
from hearsay.views.web.drawings.spans import WIDTH, Scale, draw_span
from hearsay.views.web.drawings.tree import draw_tree, told
from hearsay.views.web.marks import mark


def article(name: str, how: str = "says", *below: Node) -> Node:
    return Node(
        "article",
        name,
        how,
        article=f"{name}-key",
        outlet=name,
        start=3,
        end=9,
        words="it sank",
        children=below,
    )


def origin(name: str, *below: Node) -> Node:
    return Node("origin", name, "says", source_kind="person", stance="affirms", children=below)


def texts(drawn: Markup) -> list[str]:
    return [node.text or "" for node in etree.fromstring(str(drawn)).iter("{http://www.w3.org/2000/svg}text")]


_BOX = re.compile(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" rx="8" class="box"')


def boxes(drawn: Markup) -> list[tuple[float, float, float, float]]:
    return [
        (float(x), float(y), float(x) + float(w), float(y) + float(h))
        for x, y, w, h in _BOX.findall(drawn)
    ]  # fmt: skip


def test_copies_are_one_stack_with_their_number() -> None:
    copies = Node("copies", "x", "copies", children=tuple(article(f"Copy {n}", "copies") for n in range(9)))
    drawn = draw_tree([origin("Ana Ruiz", article("Cape Wire", "reports", copies))], {}, title="t")
    shown = texts(drawn)
    assert "9 articles" in shown
    assert "copied by" in shown
    assert len(boxes(drawn)) == 3


def test_many_articles_are_folded() -> None:
    drawn = draw_tree([origin("Ana Ruiz", *(article(f"Post {n}") for n in range(300)))], {}, title="t")
    assert len(boxes(drawn)) == 8
    assert "294 more articles" in texts(drawn)
    many = [origin(f"Ana {n}", article("Post")) for n in range(90)]
    assert "and 83 more" in texts(draw_tree(many, {}, title="t"))


def test_boxes_lead_to_their_pages() -> None:
    drawn = draw_tree([origin("Ana Ruiz", article("Post"))], {"Ana Ruiz": "a0123456789"[:10]}, title="t")
    assert re.findall(r'<a href="([^"]+)"', drawn) == ["/source/a012345678", "/article/Post-key#at3"]


trees = st.recursive(
    st.builds(article, st.text(max_size=40), st.sampled_from(["says", "cites", "copies", "restates"])),
    lambda inner: st.builds(
        lambda name, below: article(name, "cites", *below), st.text(max_size=40), st.lists(inner)
    ),
    max_leaves=30,
)


@given(st.lists(st.builds(origin, st.text(max_size=60), trees), max_size=10))
def test_no_two_boxes_lie_on_each_other(roots: list[Node]) -> None:
    drawn = draw_tree(roots, {}, title=told(roots, 2, 1))
    if not roots:
        assert drawn == ""
        return
    root = etree.fromstring(str(drawn))
    wide, high = (float(root.get(side) or 0) for side in ("width", "height"))
    found = boxes(drawn)
    for n, (left, top, right, bottom) in enumerate(found):
        assert 0 <= left < right <= wide
        assert 0 <= top < bottom <= high
        for other in found[n + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def entry(earliest: str | None, latest: str | None, *dates: str) -> TimelineEntry:
    values = tuple(Value(date, None, None, (), ()) for date in dates)
    return TimelineEntry(
        "c", "it sank", Interval(earliest, latest), "day", "fact", "affirms", (), 0, (), (), values
    )


@pytest.mark.parametrize(
    ("earliest", "latest", "shape"),
    [
        ("2031-03-04", "2031-03-04", "sure"),
        ("2031-03-01", "2031-03-31", "unsure"),
        ("2031-03-04", None, "open"),
        (None, "2031-03-04", "open"),
    ],
)
def test_what_is_not_certain_is_drawn_as_such(earliest: str | None, latest: str | None, shape: str) -> None:
    one = entry(earliest, latest)
    drawn = draw_span(one, Scale.of([one, entry("2031-01-01", "2031-12-31")], "", ""), title="t")
    assert [s for s in ("sure", "unsure", "open") if re.search(rf'"[^"]*\b{s}"', drawn)] == [shape]
    etree.fromstring(str(drawn))


def test_dates_that_differ_have_a_mark_each() -> None:
    one = entry("2031-03-04", "2031-03-09", "2031-03-04", "2031-03-09")
    assert draw_span(one, Scale.of([one], "", ""), title="t").count("sure") == 2


@given(st.dates(), st.dates(), st.dates(), st.dates())
def test_marks_stay_on_the_line(a: object, b: object, c: object, d: object) -> None:
    first, last = sorted(map(str, (a, b)))
    since, until = sorted(map(str, (c, d)))
    drawn = draw_span(entry(first, last), Scale.of([entry(first, last)], since, until), title="t")
    numbers = [float(x) for x in re.findall(r'(?:cx|x|x1|x2)="(-?[\d.]+)"', drawn)]
    assert all(0 <= x <= WIDTH for x in numbers)


def row(key: str, published: str, who: str | None) -> StatementRow:
    root = Link(who, None, "person", None, None) if who else None
    link = Link("Post", None, "outlet", None, None)
    return StatementRow(
        f"{key}.s", "c", key, "Post", None, published, "dead", 0, 4, ((0, 4),), None, "affirms", "statement", "fact",
        Interval(None, None), None, (link,), root or link, root, None, (),
    )  # fmt: skip


def test_each_origin_has_a_line_of_figures() -> None:
    values = (
        Value("4", 4, 4, ("Ana",), ("k1",)),
        Value("9", 9, 9, ("Ana",), ("k2",)),
        Value("7", 7, 7, ("Bo",), ("k3",)),
    )
    dispute = Dispute("c", "t", "figure", "killed", "update", values, (None,) * 3, ())
    rows = [
        row("k1", "2031-03-04", "Ana"),
        row("k2", "2031-03-06", "Ana"),
        row("k3", "2031-03-05T10:00:00Z", "Bo"),
    ]
    found = points(dispute, rows)
    assert [(p.value, p.origin) for p in found] == [("4", "Ana"), ("7", "Bo"), ("9", "Ana")]
    shown = texts(draw_figures(dispute, found, title="t"))
    assert {"9 Ana", "7 Bo"} <= set(shown)
    assert draw_figures(dispute, found[:1], title="t") == ""


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True) | st.none(), min_size=1, max_size=8))
def test_any_figures_can_be_drawn(numbers: list[float | None]) -> None:
    values = tuple(Value(str(n), x, x, ("Ana",), (f"k{n}",)) for n, x in enumerate(numbers))
    dispute = Dispute("c", "t", "figure", "killed", "update", values, (None,) * len(values), ())
    rows = [row(f"k{n}", f"2031-03-{n + 1:02d}", "Ana") for n in range(len(numbers))]
    drawn = draw_figures(dispute, points(dispute, rows), title="t")
    if drawn:
        assert "nan" not in drawn
        etree.fromstring(str(drawn))


def test_bars_lead_into_their_stretch() -> None:
    period = Period("month", (Stretch("2031-03", 5), Stretch("2031-04", 50)))
    drawn = draw_histogram(period, lambda name: f"/timeline?since={name}", title="t")
    assert re.findall(r'<a href="([^"]+)"', drawn) == ["/timeline?since=2031-03", "/timeline?since=2031-04"]
    assert draw_histogram(Period("year", ()), lambda name: None, title="t") == ""


spans = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(
    st.text(min_size=80, max_size=90),
    st.lists(spans, max_size=6),
    st.lists(spans, max_size=6),
    st.lists(spans),
)
def test_marks_may_overlap_and_nest(text: str, sources: list[tuple[int, int]], contents: list[tuple[int, int]],
                                    copied: list[tuple[int, int]]) -> None:  # fmt: skip
    attributions = tuple(
        Attribution(f"a{n}", (s,), (s,), tuple(contents), None, "statement", "person", "affirms")
        for n, s in enumerate(sources)
    )
    times = tuple(Timex(*span, "DATE", "2031") for span in contents)
    reading = Reading("r", None, (), (), times, attributions, (), ())
    passages = tuple(Passage(*span, 0, 1, 3, 1.0) for span in copied)
    copies = [Copy("k", "o", None, "Post", "time", 0.5, passages, ())]
    found = mark(Article(text), reading, (), copies, actors={}, address={})
    root = etree.fromstring(f"<div>{found.html}</div>")
    from hearsay.views.web.text import visible

    assert "".join("".join(root.itertext()).split()) == "".join(visible(text).split())
    assert not root.xpath("//a//a")
    for numbers in root.xpath("//@data-notes"):
        assert all(int(name[1:]) < len(found.notes) for name in numbers.split())
