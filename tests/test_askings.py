"""Questions that are being asked, and stopped."""

from ui.stopping import Askings


def test_an_answer_is_waited_for_until_its_question_is_stopped() -> None:
    askings = Askings()
    first = askings.begin("page", "What is tea?")
    assert first
    assert askings.stop("page") == "What is tea?"
    assert first.stopped.is_set()
    assert not askings.end("page", first)
    second = askings.begin("page", "What is tea?")
    assert second
    assert askings.end("page", second)
    assert askings.stop("page") is None


def test_the_same_question_is_not_asked_twice_at_once_by_a_page() -> None:
    askings = Askings()
    assert askings.begin("page", "What is tea?")
    assert askings.begin("page", "What is tea?") is None
    assert askings.begin("other", "What is tea?")


def test_a_newer_question_takes_the_place_of_an_older_one() -> None:
    askings = Askings()
    older, newer = askings.begin("page", "What is tea?"), askings.begin("page", "Who?")
    assert older
    assert newer
    assert askings.end("page", older)
    assert askings.stop("page") == "Who?"
    assert not askings.end("page", newer)
