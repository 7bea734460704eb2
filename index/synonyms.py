"""Words that mean the same in questions and in what answers them, and look unlike to a model."""

from functools import lru_cache

from .words import terms

_GROUPS = (
    "found founded founding create created creation establish established establishment form"
    " formed formation",
    "join joined joining accede acceded accession member members membership",
    "located location headquarters headquartered seat seated situated based",
)
# Of these each is looked for in the whole library in the place of the other.
_RARE_GROUPS = (
    "withdraw withdrew withdrawn withdrawal leave leaving denounce denunciation",
    "veto vetoed block blocked",
)


def _synonyms(groups: tuple[str, ...]) -> dict[str, frozenset[str]]:
    like = [frozenset(terms(group)) for group in groups]
    return {term: group for group in like for term in group}


_RARE = _synonyms(_RARE_GROUPS)
_ALL = _synonyms(_GROUPS) | _RARE


@lru_cache(maxsize=50_000)
def with_synonyms(word: str) -> frozenset[str]:
    """Return the index terms of a word, and of the words that mean the same."""
    own = terms(word)
    return frozenset(own).union(*(_ALL.get(term, ()) for term in own))


def rare_synonyms(term: str) -> frozenset[str]:
    """Return the index terms of rare words that mean the same as one, without itself."""
    return _RARE.get(term, frozenset()) - {term}
