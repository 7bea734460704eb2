"""How many wrong passwords may be tried, counted with a clock of the test's own."""

import pytest

from ui.attempts import Attempts


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def attempts(clock: Clock) -> Attempts:
    return Attempts(clock)


def test_ten_tries_of_a_name_from_a_place_are_let_through(attempts: Attempts) -> None:
    assert [attempts.begin("anna", "192.0.2.1") for _ in range(12)] == [0] * 10 + [900] * 2


def test_one_may_try_again_when_the_first_try_is_a_quarter_of_an_hour_ago(
    attempts: Attempts, clock: Clock
) -> None:
    for _ in range(10):
        attempts.begin("anna", "192.0.2.1")
        clock.now += 10
    assert attempts.begin("anna", "192.0.2.1") == 800
    clock.now += 800
    assert attempts.begin("anna", "192.0.2.1") == 0
    assert attempts.begin("anna", "192.0.2.1") == 10


def test_who_is_stopped_keeps_nobody_else_out(attempts: Attempts) -> None:
    for _ in range(50):
        attempts.begin("anna", "192.0.2.1")
    assert attempts.begin("anna", "192.0.2.2") == 0
    assert attempts.begin("bela", "192.0.2.1") == 0


def test_one_place_is_stopped_whatever_names_it_tries(attempts: Attempts) -> None:
    waits = [attempts.begin(f"name{number}", "192.0.2.1") for number in range(41)]
    assert waits == [0] * 40 + [900]


def test_one_name_is_stopped_from_whatever_places_it_is_tried(attempts: Attempts) -> None:
    waits = [attempts.begin("anna", f"192.0.2.{number}") for number in range(101)]
    assert waits == [0] * 100 + [900]


def test_a_household_is_one_place_though_it_has_many_addresses(attempts: Attempts) -> None:
    for number in range(10):
        attempts.begin("anna", f"2001:db8::{number:x}")
    assert attempts.begin("anna", "2001:db8::ffff:1") > 0
    assert attempts.begin("anna", "2001:db8:0:1::1") == 0
    for _ in range(10):
        attempts.begin("bela", "::ffff:192.0.2.1")
    assert attempts.begin("bela", "192.0.2.1") > 0


def test_what_has_led_in_does_not_count(attempts: Attempts) -> None:
    for _ in range(200):
        assert attempts.begin("anna", "192.0.2.1") == 0
        attempts.succeeded("anna", "192.0.2.1")


def test_what_is_long_ago_takes_no_memory(attempts: Attempts, clock: Clock) -> None:
    for number in range(6_000):
        attempts.begin(f"name{number}", f"198.51.{number // 250}.{number % 250}")
    clock.now += 1000
    attempts.begin("anna", "192.0.2.1")
    assert len(attempts._tries) == 3
