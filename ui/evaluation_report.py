"""The results of an evaluation as a page: measures, a picture, every question with its answer."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from assistant.evaluation import GOOD, Item, Measures, Verdict
from assistant.measures import Bin

_SIDE, _MARGIN = 260, 36
_ORDER = [
    Verdict.WRONG, Verdict.WRONGLY_ANSWERED, Verdict.WRONGLY_REFUSED, Verdict.PARTLY,
    Verdict.UNJUDGED, Verdict.CORRECTED, Verdict.REFUSED, Verdict.RIGHT,
]  # fmt: skip
_STYLE = Path(__file__).parent / "static" / "report.css"


def report_html(
    items: Sequence[Item], found: Measures, before: dict[str, Any] | None = None
) -> Markup:
    """Return a page with the measures and every question, the failures first."""
    ordered = sorted(items, key=lambda item: _ORDER.index(item.verdict))
    counts = Counter(item.verdict for item in items)
    listed = Markup(", ").join(
        Markup("{} {}").format(counts[verdict], verdict.value)
        for verdict in reversed(_ORDER)
        if counts[verdict]
    )
    return Markup(
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Evaluation</title>'
        "<style>{}</style><h1>{} questions</h1><p>{}</p>"
        '<div class="top"><table><tr><th>Measure</th><th>Value</th>{}</tr>{}</table>{}</div>'
        "<h2>Every question, failures first</h2>{}</html>"
    ).format(
        Markup(_STYLE.read_text(encoding="utf-8")),
        len(items),
        listed,
        Markup("<th>Before</th>") if before else Markup(),
        Markup().join(_row(name, value, before) for name, value in found.values),
        _picture(found.bins),
        Markup().join(map(_item, ordered)),
    )


def _row(name: str, value: float | None, before: dict[str, Any] | None) -> Markup:
    cells = [value, before["measures"].get(name)] if before else [value]
    numbers = Markup().join(Markup('<td class="n">{}</td>').format(_number(each)) for each in cells)
    return Markup("<tr><td>{}</td>{}</tr>").format(name, numbers)


def _number(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, int | float) else "–"


def _item(item: Item) -> Markup:
    answer, case = item.answer, item.case
    mood = "good" if item.verdict in GOOD else "soft" if item.verdict is Verdict.UNJUDGED else "bad"
    quotes = Markup().join(
        Markup('<blockquote>{}<br><span class="soft">[{}] {}{}</span></blockquote>').format(
            each.quote, each.number, each.title, f" · {each.section}" if each.section else ""
        )
        for each in answer.citations
    )
    return Markup(
        '<details><summary><span class="{}">{}</span> · {} <span class="soft">{} · {}</span>'
        "</summary>{}{}{}</details>"
    ).format(
        mood,
        item.verdict.value,
        case.question,
        case.id,
        case.kind,
        _facts(item),
        quotes,
        Markup("<p>In the program’s words: {}</p>").format(answer.notice) if answer.notice else "",
    )


def _facts(item: Item) -> Markup:
    facts = [f"{item.answer.status.value}, confidence {item.answer.confidence:.2f}"]
    if item.answer.read_as != item.case.question:
        facts.append(f"read as: {item.answer.read_as}")
    if item.case.expected:
        facts.append(f"expected: {item.case.expected}")
    if item.case.evidence:
        facts.append(f"evidence: {' // '.join(item.case.evidence)}")
        ranks = (item.passage_rank or "–", item.sentence_rank or "–")
        facts.append("rank of passage {}, of sentence {}".format(*ranks))
    if item.answer.missing:
        facts.append(f"not there: {', '.join(item.answer.missing)}")
    return Markup('<p class="soft">{}</p>').format(Markup("<br>").join(map(str, facts)))


def _picture(bins: Sequence[Bin]) -> Markup:
    """Return the reliability picture: the share answerable over the confidence, as SVG."""
    dots = Markup().join(
        Markup('<circle cx="{:.1f}" cy="{:.1f}" r="{:.1f}" class="dot">'
               "<title>{} questions: confidence {:.2f}, answerable {:.2f}</title></circle>").format(
            _MARGIN + each.confidence * _SIDE, _MARGIN + (1 - each.share) * _SIDE,
            3 + 9 * (each.count / max(b.count for b in bins)) ** 0.5,
            each.count, each.confidence, each.share,
        )
        for each in bins
    )  # fmt: skip
    whole, end = _SIDE + 2 * _MARGIN, _MARGIN + _SIDE
    return Markup(
        '<figure style="margin:0"><svg role="img" aria-label="Reliability: share of answerable '
        'questions over confidence" width="{0}" height="{0}" viewBox="0 0 {0} {0}">'
        '<rect x="{1}" y="{1}" width="{2}" height="{2}" class="line"/>'
        '<line x1="{1}" y1="{3}" x2="{3}" y2="{1}" class="line" stroke-dasharray="4 4"/>'
        '{4}<text x="{1}" y="{5}">0</text><text x="{3}" y="{5}" text-anchor="end">1</text>'
        '<text x="{6}" y="{5}" text-anchor="middle">confidence</text>'
        '<text x="{7}" y="{3}" text-anchor="end">0</text>'
        '<text x="{7}" y="{8}" text-anchor="end">1</text></svg>'
        '<figcaption class="soft">Share of answerable questions over confidence; on the line the '
        "confidence is right.</figcaption></figure>"
    ).format(
        whole, _MARGIN, _SIDE, end, dots, end + 16, _MARGIN + _SIDE / 2, _MARGIN - 6, _MARGIN + 9
    )
