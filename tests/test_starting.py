"""What is loaded before a person gets an answer, in numbers that no machine's speed changes.

A number that falls may be lowered here. One that rises is to be explained, or mended.
"""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from assistant import Assistant, Settings

ROOT = Path(__file__).parent.parent
COMMAND = """
import sys
from ui.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(*sys.modules)
"""
PAGE = """
import inspect, sys
opened = []
sys.addaudithook(lambda event, found: opened.append(str(found[0])) if event == "open" else None)
from ui.gradio_import import without_stubs
with without_stubs():
    from ui.web import make_app
import gradio
print(sum(path.endswith(".pyi") for path in opened))
print(inspect.getfile(gradio.Textbox))
print(*sys.modules)
"""
HEAVY = {"torch", "transformers", "sentence_transformers", "onnx"}
PAGES = {"gradio", "fastapi", "pandas"}
READERS = {"pypdf", "pypdfium2", "openpyxl", "bs4"}


def printed(program: str, *arguments: str) -> list[str]:
    """Return the lines that a program prints, of which nothing goes wrong."""
    command = [sys.executable, "-c", program, *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stderr == ""
    return run.stdout.splitlines()


def libraries(line: str) -> set[str]:
    return {module.split(".")[0] for module in line.split()}


def test_help_loads_little() -> None:
    modules = printed(COMMAND, "--help")[-1]
    assert len(modules.split()) <= 90
    assert not libraries(modules) & {"numpy", "assistant", "index", "sources"}


@pytest.mark.model
def test_a_question_in_a_terminal_loads_no_torch_no_page_and_no_readers(
    home: Path, toy_files: Path
) -> None:
    with closing(Assistant.open(Settings(home, starter=False))) as library:
        library.add([str(toy_files)])
    lines = printed(COMMAND, "ask", "When did the first train leave the station?")
    assert "The first train left the station in 1825. [1]" in "\n".join(lines)
    assert "onnxruntime" in libraries(lines[-1])
    assert not libraries(lines[-1]) & (HEAVY | PAGES | READERS)
    assert len(lines[-1].split()) <= 660


def test_the_page_is_loaded_without_torch_and_writes_no_files_for_editors() -> None:
    stubs, file, modules = printed(PAGE)
    assert stubs == "0"
    assert file.endswith("textbox.py")
    assert not libraries(modules) & (HEAVY | READERS)
