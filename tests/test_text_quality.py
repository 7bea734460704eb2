"""Whether what was taken from a page is text."""

import pytest

from sources.text_quality import doubt

PROSE = "The Parties will consult together whenever the security of any Party is threatened. " * 3
GERMAN = "Die Größe der Donaudampfschifffahrtsgesellschaft überrascht täglich jeden Gast. " * 3


@pytest.mark.parametrize(
    "text",
    [PROSE, GERMAN, "", "北大西洋条約機構", "Организация Североатлантического договора", "1 2 3",
     "α-particles of 5 µm at ΔT = 3 K", "NATO, UN, EU and OSCE", "A B C D E F"],
)  # fmt: skip
def test_text_of_any_script_is_not_doubted(text: str) -> None:
    assert doubt(text) <= 0.02


@pytest.mark.parametrize(
    "text",
    ["/g12/g44/g3 /g7/g9", "(cid:12)(cid:7)(cid:99)", "\ufffd\ufffd\ufffd ok", "\x01\x02\x03\x04",
     "\ue001\ue017\ue044", PROSE.replace(" ", ""), " ".join(PROSE.replace(" ", "")),
     PROSE.translate({ord(a): b for a, b in zip("aeiouy", "bcdfgh", strict=True)})],
)  # fmt: skip
def test_what_is_no_text_is_rubbish(text: str) -> None:
    assert doubt(text) > 0.3


def test_doubt_grows_with_what_is_wrong() -> None:
    assert 0 < doubt(PROSE + "\ufffd" * 9) < doubt(PROSE + "\ufffd" * 99) < 1
