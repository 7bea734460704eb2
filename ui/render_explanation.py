"""Why an answer is what it is, as HTML for the panel."""

from collections.abc import Sequence

from markupsafe import Markup

from assistant import Considered, Explanation

from .phrases import decimal, percent, phrase, say, say_html

_LONGEST = 160
_SIGNALS = {
    "similarity": phrase("likeness of the best sentence"),
    "in_window": phrase("words of the question that the best sentence holds"),
    "in_passage": phrase("words of the question that its passage holds"),
    "year_missing": phrase("a year of the question is missing"),
    "names_not_in_window": phrase("names that the sentence lacks"),
    "names_not_in_passage": phrase("names that the passage lacks"),
    "worst": phrase("the word that the passage lacks most"),
    "order_missing": phrase("a repetition (“second time”) is missing"),
    "in_kind": phrase("the kind of word asked for is there"),
    "reader_passage": phrase("reader: a passage answers (log-odds)"),
    "reader_sentence": phrase("reader: the sentence best without it answers (log-odds)"),
}

_KINDS = {
    "when": phrase("when"),
    "how many": phrase("how many or how much"),
    "who": phrase("who"),
    "where": phrase("where"),
}
_FORMS = {"fact": phrase("fact"), "list": phrase("list"), "account": phrase("account")}


def explanation_html(explanation: Explanation | None, confidence: float = 0.0) -> Markup:
    """Return what the panel shows when a person asks why an answer is what it is."""
    heading = Markup('<h2 tabindex="-1">{}</h2>').format(say("Why this answer"))
    if explanation is None:
        return heading + _paragraph(say("Nothing was searched for this."))
    weights = ", ".join(f"{term} ({percent(share)})" for term, share in explanation.terms)
    kinds = ", ".join(say(_KINDS.get(each, each)) for each in explanation.kinds)
    searched = Markup("<strong>{}</strong>").format(explanation.searched)
    paragraphs = [
        say_html("Searched: {question}", question=searched),
        say("Words with their weight: {words}.", words=weights or say("none")),
        say(
            "Asked for: {kinds}; taken for: {form}.",
            kinds=kinds or say("no date, number, name or place"),
            form=say(_FORMS.get(explanation.form, explanation.form)),
        ),
        say(
            "Confidence {confidence}; from {enough} on a question is answered.",
            confidence=percent(confidence),
            enough=percent(explanation.enough),
        ),
    ]
    signals = Markup().join(
        Markup("<li>{}</li>").format(_signal(name, value)) for name, value in explanation.signals
    )
    return Markup("{}{}<h3>{}</h3><ul>{}</ul><h3>{}</h3>{}<h3>{}</h3>{}").format(
        heading,
        Markup().join(map(_paragraph, paragraphs)),
        say("What speaks for and against"),
        signals,
        say("Sentences, the likeliest first"),
        _listed(explanation.sentences),
        say("Passages found"),
        _listed(explanation.passages),
    )


def _paragraph(said: str) -> Markup:
    return Markup("<p>{}</p>").format(said)


def _signal(name: str, value: float) -> str:
    signal = say(_SIGNALS.get(name, name))
    return say("{signal}: {value}", signal=signal, value=decimal(value, 2))


def _listed(considered: Sequence[Considered]) -> Markup:
    return Markup("<ol>{}</ol>").format(Markup().join(map(_line, considered)))


def _line(each: Considered) -> Markup:
    text = each.text if len(each.text) <= _LONGEST else each.text[:_LONGEST] + " …"
    quoted = Markup(" <strong>{}</strong>").format(say("(quoted)")) if each.chosen else Markup()
    score = say("score {score}", score=decimal(each.score, 2))
    return Markup("<li>{}<br><small>{} · {}</small>{}</li>").format(text, each.place, score, quoted)
