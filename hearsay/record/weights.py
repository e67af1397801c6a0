"""What counts how much when two statements are asked whether they tell of the same thing.

Every number is a weight in log-odds: contributions are summed with :data:`BIAS` and the sum goes through the
logistic function. They were set by hand; a trained model can take their place.
"""

from __future__ import annotations

#: Two statements with nothing in common and nothing against it.
BIAS = -4.7

#: Cosine of the statements' vectors, from 0.2 (counts 0) upwards.
MEANING = 6.0
#: Dice coefficient of the content words' stems, those of names left out.
WORDS = 2.5
#: The predicates have one lemma; one that says little by itself (PropBank's light verbs, and "be"); they
#: have two.
LIGHT = frozenset({"be", "bear", "do", "give", "have", "make", "take"})
SAME_PREDICATE = 2.0
LIGHT_PREDICATE = 0.3
OTHER_PREDICATE = -1.0
#: They have two, and only one of them is done to somebody or something.
ONE_PATIENT = -0.5
#: Fillers of ARG0 (agent) or ARG1 (patient) share a word; both are there and share none.
SAME_ROLE = 0.6
OTHER_ROLE = -1.2
#: Agent of one is patient of the other and the other way round.
SWAPPED_ROLES = -2.5
#: Names in the statements: part of the smaller set that is shared; both have names and share none.
SHARED_NAMES = 1.6
OTHER_NAMES = -1.5
#: One has a name for the thing that stands in the other's place ("the Lady Anneke" for "the Lady Maren").
RIVAL_NAMES = -1.0
#: One named person or organisation gives both.
SAME_SPEAKER = 0.6
#: Times told: they overlap; they lie up to two days apart; up to ten; more.
SAME_TIME = 0.6
NEAR_TIME = -0.8
FAR_TIME = -2.5
OTHER_TIME = -7.0
#: Further apart than so many days not even times that only follow from the telling are one.
MONTHS = 62
#: What the other article tells as past happened only after this one was published.
NOT_YET = -7.0
#: Places: one named in both; two different ones.
SAME_PLACE = 0.4
OTHER_PLACE = -1.0
#: Figures that count the same thing: equal; different (which may be a disagreement).
SAME_FIGURE = 1.0
OTHER_FIGURE = -0.3
#: One is told as having happened (or not), the other as to come, possible, due or wished for.
OTHER_MODALITY = -7.0
#: One is told of every such day or year, the other of once.
OTHER_HABIT = -3.0
#: A question, an order or a wish against a statement.
OTHER_KIND = -1.0
#: Articles: cosine of their summed statement vectors, from 0.4 (counts 0) upwards; published within three
#: days.
ARTICLES = 2.5
PUBLISHED_TOGETHER = 0.3
#: Published more than a week apart, or more than :data:`MONTHS`, where it is not known of both when they happened; the
#: second also after weeks, with no name, no speaker and one word in both; the last after months without a name or speaker.
PUBLISHED_APART = -1.2
PUBLISHED_LONG_APART = -3.0
NOTHING_TIES = -7.0
#: The words of both stand in one copied passage.
PASSAGE = 8.0
#: Two statements of one article: how much less likely to be one.
SAME_ARTICLE = -0.5
#: They share words of one sentence, with two predicates.
SAME_WORDS = -4.0

#: Mean probability at which clusters are merged.
CUT = 0.5
#: Pairs below this probability are not kept (they count as 0).
KEEP = 0.05
#: Articles at least this much alike have all their statements compared.
ALIKE_ARTICLES = 0.45
#: Statements at least this much alike are scored when nothing else brings them together.
ALIKE_STATEMENTS = 0.35
