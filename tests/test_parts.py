"""Sources and contents of one attribution, when the labels cut a phrase in two."""

import random
from types import SimpleNamespace
from typing import cast

import pytest

from hearsay.reading.parts import _to_noun
from hearsay.reading.syntax import Syntax


def tree(head: list[int], relation: list[str]) -> Syntax:
    return cast(Syntax, SimpleNamespace(head=head, relation=relation, upos=["NOUN"] * len(head)))


# Words and their heads; a content, a source, and what is left of the content.
CUT = [
    # "heard | of a figure by the | door": with its noun.
    ([0, 3, 3, 3], ["root", "case", "det", "obl"], (1, 3), [], (1, 4)),
    # "... the | chief": the noun is the source's.
    ([0, 2, 0], ["root", "det", "nsubj"], (0, 2), [(2, 4)], (0, 1)),
    # "... London police | chief": both words are the source's, one hangs on the other.
    ([0, 2, 3, 0], ["root", "compound", "compound", "nsubj"], (0, 3), [(3, 5)], (0, 1)),
]


@pytest.mark.parametrize(("head", "relation", "content", "source", "left"), CUT)
def test_a_cut_phrase(
    head: list[int],
    relation: list[str],
    content: tuple[int, int],
    source: list[tuple[int, int]],
    left: tuple[int, int],
) -> None:
    assert _to_noun(*content, source, tree(head, relation)) == left


def test_any_tree_comes_to_an_end() -> None:
    for seed in range(3000):
        chance = random.Random(seed)
        count = chance.randint(3, 9)
        head = [chance.randrange(count) for _ in range(count)]
        relation = [chance.choice(["compound", "det", "amod", "nsubj"]) for _ in range(count)]
        a, b = sorted(chance.sample(range(count + 1), 2))
        x, y = sorted(chance.sample(range(count + 1), 2))
        first, last = _to_noun(a, b, [(x, y)], tree(head, relation))
        assert first == a
        assert a < last <= count
