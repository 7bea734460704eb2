"""Why an answer is what it is, as HTML for the panel."""

from collections.abc import Sequence

from markupsafe import Markup

from assistant import Considered, Explanation

_LONGEST = 160
_SIGNALS = {
    "similarity": "likeness of the best sentence",
    "in_window": "words of the question that the best sentence holds",
    "in_passage": "words of the question that its passage holds",
    "year_missing": "a year of the question is missing",
    "names_not_in_window": "names that the sentence lacks",
    "names_not_in_passage": "names that the passage lacks",
    "worst": "the word that the passage lacks most",
    "order_missing": "a repetition (“second time”) is missing",
    "in_kind": "the kind of word asked for is there",
    "reader_passage": "reader: a passage answers (log-odds)",
    "reader_sentence": "reader: the sentence best without it answers (log-odds)",
}


def explanation_html(explanation: Explanation | None, confidence: float = 0.0) -> Markup:
    """Return what the panel shows when a person asks why an answer is what it is."""
    heading = Markup('<h2 tabindex="-1">Why this answer</h2>')
    if explanation is None:
        return heading + Markup("<p>Nothing was searched for this.</p>")
    kinds = ", ".join(explanation.kinds) or "no date, number, name or place"
    weights = ", ".join(f"{term} ({share:.0%})" for term, share in explanation.terms)
    return heading + Markup(
        "<p>Searched: <strong>{}</strong></p><p>Words with their weight: {}.</p>"
        "<p>Asked for: {}; taken for: {}.</p>"
        "<p>Confidence {:.0%}; from {:.0%} on a question is answered.</p>"
        "<h3>What speaks for and against</h3><ul>{}</ul>"
        "<h3>Sentences, the likeliest first</h3>{}<h3>Passages found</h3>{}"
    ).format(
        explanation.searched,
        weights or "none",
        kinds,
        explanation.form,
        confidence,
        explanation.enough,
        Markup().join(
            Markup("<li>{}: {:.2f}</li>").format(_SIGNALS.get(name, name), value)
            for name, value in explanation.signals
        ),
        _listed(explanation.sentences),
        _listed(explanation.passages),
    )


def _listed(considered: Sequence[Considered]) -> Markup:
    return Markup("<ol>{}</ol>").format(Markup().join(map(_line, considered)))


def _line(each: Considered) -> Markup:
    text = each.text if len(each.text) <= _LONGEST else each.text[:_LONGEST] + " …"
    quoted = Markup(" <strong>(quoted)</strong>") if each.chosen else Markup()
    return Markup("<li>{}<br><small>{} · score {:.2f}</small>{}</li>").format(
        text, each.place, each.score, quoted
    )
