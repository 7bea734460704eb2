"""Settings: what the environment says, and what it says wrongly."""

import os
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from assistant import Settings
from assistant.settings import default_home
from index import DEFAULT_MODEL
from sources.errors import SettingsError


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings(default_home(), DEFAULT_MODEL, starter=True)


def test_empty_values_are_as_none() -> None:
    empty = {"ALLIANCE_HOME": "", "ALLIANCE_MODEL": "", "ALLIANCE_STARTER": ""}
    assert Settings.from_environment(empty) == Settings.from_environment({})


def test_each_setting_is_taken_from_the_environment() -> None:
    environment = {"ALLIANCE_HOME": "/a", "ALLIANCE_MODEL": "other", "ALLIANCE_STARTER": "0"}
    assert Settings.from_environment(environment) == Settings(Path("/a"), "other", starter=False)


def test_the_environment_of_the_program_is_read_when_asked_for(home: Path) -> None:
    assert Settings.from_environment().home == home


@pytest.mark.parametrize(
    ("value", "starter"),
    [("1", True), ("true", True), ("YES", True), ("0", False), ("False", False), ("no", False)],
)
def test_the_starter_is_set_by_yes_or_no(value: str, starter: bool) -> None:
    assert Settings.from_environment({"ALLIANCE_STARTER": value}).starter is starter


@pytest.mark.parametrize("value", ["2", "maybe", "off ", "nein"])
def test_another_value_for_the_starter_is_refused_with_the_cure(value: str) -> None:
    with pytest.raises(SettingsError, match=f"ALLIANCE_STARTER is '{value}'.* to 1 .* to 0 "):
        Settings.from_environment({"ALLIANCE_STARTER": value})


def test_the_home_may_begin_with_a_tilde() -> None:
    home = Settings.from_environment({"ALLIANCE_HOME": "~/library"}).home
    assert home == Path(os.path.expanduser("~")) / "library"


def test_a_tilde_of_no_user_is_a_folder_like_others() -> None:
    home = Settings.from_environment({"ALLIANCE_HOME": "~no-such-user/library"}).home
    assert home == Path("~no-such-user/library")


def test_the_default_home_is_a_folder_of_its_own_and_not_the_present_one() -> None:
    assert default_home().name == "alliance-assistant"
    assert default_home().is_absolute()
    assert Path.cwd() not in [default_home(), *default_home().parents]


def test_settings_cannot_be_changed(home: Path) -> None:
    with pytest.raises(FrozenInstanceError):
        Settings(home).model = "other"  # type: ignore[misc]
