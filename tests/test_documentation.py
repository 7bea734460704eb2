"""What the README names exists, and what exists is named in it."""

import re
from argparse import _SubParsersAction
from pathlib import Path

import pytest

from ui.cli import build_parser

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = "\n".join(re.findall(r"```\w*\n(.*?)```", README, re.S))


def parsers() -> dict[str, set[str]]:
    """Return the options of each command."""
    actions = build_parser()._actions
    commands = next(each for each in actions if isinstance(each, _SubParsersAction))
    return {
        name: {option for action in parser._actions for option in action.option_strings}
        for name, parser in commands.choices.items()
    }


def test_each_command_of_the_readme_exists_with_its_options() -> None:
    commands = parsers()
    lines = re.findall(r"^\s*alliance (\w+)(.*)$", BLOCKS, re.M)
    assert lines
    for name, rest in lines:
        assert name in commands
        assert set(re.findall(r"--[a-z][\w-]*", rest)) <= commands[name]


def test_each_command_is_in_the_readme() -> None:
    for name in parsers():
        assert f"alliance {name}" in BLOCKS


@pytest.mark.parametrize("path", ["README.md", "Makefile", "CHANGELOG.md"])
def test_each_environment_setting_named_is_one_that_is_read(path: str) -> None:
    code = "\n".join(each.read_text(encoding="utf-8") for each in ROOT.glob("*/*.py"))
    named = set(re.findall(r"\bALLIANCE_[A-Z_]+", (ROOT / path).read_text(encoding="utf-8")))
    assert {name for name in named if f'"{name}"' not in code} == set()


def test_each_setting_that_is_read_is_in_the_readme() -> None:
    code = (ROOT / "assistant" / "settings.py").read_text(encoding="utf-8")
    for name in set(re.findall(r'"(ALLIANCE_[A-Z_]+)"', code)):
        assert name in README


def test_each_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"\bmake ([a-z-]+)", BLOCKS)):
        assert re.search(rf"^{target}:", makefile, re.M)


def test_the_map_of_the_house_has_a_line_for_each_file() -> None:
    for folder in ("assistant", "sources", "index", "ui"):
        for path in sorted((ROOT / folder).glob("*.py")):
            if path.name != "__init__.py":
                assert re.search(rf"^\s*{re.escape(path.name)}\s+\S", README, re.M), path


def test_each_picture_of_the_readme_is_there() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_each_option_that_a_message_names_exists() -> None:
    known = set.union({"--version"}, *parsers().values())
    for path in ROOT.glob("*/*.py"):
        if path.parent.name in ("assistant", "sources", "index", "ui"):
            text = path.read_text(encoding="utf-8")
            for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text):
                assert option in known, f"{path.name} names {option}"
