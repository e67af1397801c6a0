"""Groups of accounts: which of them tell of one commitment.

Two accounts are joined when their statements are one claim and their deeds share words, or when they are the same
clause of one agreement that both name. They never are when they bind two different ones, or name two different
agreements. The same accounts give the same groups, in whatever order they came.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from hearsay.record.commitment_accounts import Told
from hearsay.record.names import name_key

#: In one claim: so much of the shorter deed's words stands in the other.
SHARED = 0.5
#: In two claims: so alike are the deeds' words (Dice).
ALIKE = 2 / 3

_Link = tuple[float, int, int]


def commitment_groups(accounts: Iterable[Told]) -> list[list[Told]]:
    """Accounts by the commitment that they tell of, each group by article key and position."""
    alike: dict[Hashable, list[Told]] = {}
    for account in sorted(accounts, key=lambda a: a.at):
        alike.setdefault(_profile(account), []).append(account)
    # What many print in the same words is compared with the rest once.
    every = [same[0] for same in alike.values()]
    groups = _Groups(every)
    # What is most alike is joined first: whoever is then in the way of the rest is the same in every run.
    for _, one, other in sorted(set(_links(every)), key=lambda link: (-link[0], link)):
        groups.join(one, other)
    held = list(alike.values())
    return [sorted((a for n in group for a in held[n]), key=lambda a: a.at) for group in groups.all()]


def _profile(account: Told) -> Hashable:
    """All that is compared of an account; what stands in no claim is like nothing else."""
    under = account.row.under and name_key(account.row.under.words)
    return (
        account.row.kind, account.account.claim or account.at, account.deed, account.debtor, account.bound,
        account.condition, account.agreement, under,
    )  # fmt: skip


def _links(every: Sequence[Told]) -> Iterator[_Link]:
    """Pairs by number, with how alike they are; those of one claim come before all others."""
    for block in _blocks(every, lambda a: a.account.claim and (a.row.kind, a.account.claim)):
        for n, m in combinations(block, 2):
            one, other = every[n].deed, every[m].deed
            if one and other and len(one & other) >= SHARED * min(len(one), len(other)):
                yield 1 + _dice(one, other), n, m
    for block in _blocks(every, lambda a: a.agreement and (a.row.kind, a.agreement, a.debtor or a.bound)):
        for n, m in combinations(block, 2):
            alike = _dice(every[n].deed, every[m].deed)
            if alike >= ALIKE and _one_clause(every[n], every[m]):
                yield alike, n, m


def _blocks(every: Sequence[Told], key: Callable[[Told], Hashable]) -> Iterator[list[int]]:
    """The numbers of those that have a key in common; a key that is not true is none."""
    held: dict[Hashable, list[int]] = {}
    for n, account in enumerate(every):
        if found := key(account):
            held.setdefault(found, []).append(n)
    yield from held.values()


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _one_clause(one: Told, other: Told) -> bool:
    """Whether nothing tells two clauses of one agreement apart: no other number, no other condition."""
    numbers, others = ({s for s in a.deed if s[0].isdigit()} for a in (one, other))
    if numbers and others and numbers != others:
        return False
    return not (one.condition and other.condition) or bool(one.condition & other.condition)


class _Groups:
    """Disjoint sets of accounts, none of which holds two that contradict each other."""

    def __init__(self, every: Sequence[Told]) -> None:
        self.every = every
        self.members = {n: [n] for n in range(len(every))}
        self.home = list(range(len(every)))
        self.debtors = [{a.debtor} - {""} for a in every]
        self.articles = [{name_key(a.row.under.words)} if a.row.under else set() for a in every]
        self.agreements = [{a.agreement} if a.agreement else set() for a in every]

    def join(self, n: int, m: int) -> None:
        """Make the groups of two accounts one, unless something in them forbids it."""
        one, other = sorted((self.home[n], self.home[m]))
        if one == other or self._contradict(one, other):
            return
        for told in (self.debtors, self.articles):
            told[one] |= told[other]
        self.agreements[one] |= self.agreements[other]
        moved = self.members.pop(other)
        self.members[one] += moved
        for member in moved:
            self.home[member] = one

    def _contradict(self, one: int, other: int) -> bool:
        if any(len(told[one] | told[other]) > 1 for told in (self.debtors, self.articles)):
            return True
        # "The Sarn treaty" may be the Treaty of Sarn on Mutual Aid.
        return any(not (a <= b or b <= a) for a in self.agreements[one] for b in self.agreements[other])

    def all(self) -> list[list[int]]:
        """The groups by number, in order of their first members."""
        return [sorted(self.members[first]) for first in sorted(self.members)]


__all__ = ["commitment_groups"]
