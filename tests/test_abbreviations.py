"""Abbreviations that a text explains itself."""

import pytest

from sources.abbreviations import abbreviations


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("the Global Counterterrorism Forum (GCTF) met", "GCTF", "Global Counterterrorism Forum"),
        ("The GCTF (Global Counterterrorism Forum) met", "GCTF", "Global Counterterrorism Forum"),
        ("the Organization of American States (OAS)", "OAS", "Organization of American States"),
        ("weapons of mass destruction (WMD)", "WMD", "weapons of mass destruction"),
        ("Terrorism Situation and Trend Report (TE-SAT)", "TE-SAT", "Terrorism Situation and Trend Report"),
        ("the Counter-Terrorism Committee Executive Directorate (CTED)", "CTED", "Counter-Terrorism Committee Executive Directorate"),
        ("Allied Maritime Command (MARCOM)", "MARCOM", "Maritime Command"),
        ("Heading\nThe United Nations (UN) said", "UN", "United Nations"),
    ],
)  # fmt: skip
def test_a_definition_is_found(text: str, short: str, long: str) -> None:
    assert abbreviations(text) == {short: long}


@pytest.mark.parametrize(
    "text",
    [
        "the treaty (see Annex II) says",
        "he came (in May) and went",
        "the mission (ISAF)",
        "Members met. (OAS) said so",
        "Article 5 (1) and (b)",
        "a long road (XYZQ) there",
        "States with CICTE (convention and committee)",
    ],
)
def test_what_is_no_definition_is_passed_over(text: str) -> None:
    assert abbreviations(text) == {}
