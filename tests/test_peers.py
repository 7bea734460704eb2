"""The pure parts of `tests/benchmarks/peers/`: what the model needs, and the table of ratios."""

import subprocess
import sys
from pathlib import Path

import pytest

from index.embedder import model_folder
from tests.benchmarks.peers.contender import Work, read_work, write_work
from tests.benchmarks.peers.environments import PEERS
from tests.benchmarks.peers.limit import Rates, Shape, read_shape
from tests.benchmarks.peers.table import Cost, Row, in_seconds, per_second, percentile, table
from tests.benchmarks.processes import family_memory, run


def row(**costs: list[Cost]) -> Row:
    return Row("adding", in_seconds, costs)


def test_a_shape_is_read_from_the_model() -> None:
    assert read_shape(model_folder()) == Shape(layers=6, dimension=384, wide=1536)


def test_operations_of_a_model_are_two_for_each_weight_and_token() -> None:
    shape = Shape(layers=2, dimension=3, wide=5)
    weights = 2 * (4 * 3 * 3 + 2 * 3 * 5)
    assert shape.weighing(7) == 2 * weights * 7
    assert shape.attending(7) == 2 * (2 * 2 * 7 * 7 * 3)


def test_the_limit_with_bytes_leaves_what_tokens_have_to_do_with_each_other_in_float32() -> None:
    shape = Shape(layers=2, dimension=3, wide=5)
    weighing, attending = shape.weighing(7), shape.attending(7)
    rates = Rates(floats=1.0, bytes=weighing)
    in_float32, with_bytes = rates.passages(shape, [7, 7, 7])
    assert in_float32 == pytest.approx(1 / (weighing + attending))
    assert with_bytes == pytest.approx(1 / (1 + attending))


def test_a_table_shows_ratios_and_the_figures_behind_them() -> None:
    rows = [row(ours=[Cost(2.0)], theirs=[Cost(5.0)])]
    assert table(rows, ["ours", "theirs", "nobody"], "ours").splitlines() == [
        "| what it takes | ours | theirs | nobody |",
        "| --- | --- | --- | --- |",
        "| adding | 1 (2 s) | 2.5 (5 s) | – |",
    ]


def test_a_busy_round_changes_figures_and_not_ratios() -> None:
    quiet = row(ours=[Cost(2.0, 1.0)] * 3, theirs=[Cost(5.0, 1.0)] * 3)
    busy = row(ours=[Cost(2.0, 1.0)] * 3, theirs=[Cost(20.0, 4.0)] * 3)
    assert quiet.ratio("theirs", "ours") == busy.ratio("theirs", "ours") == 2.5
    assert busy.figure("theirs") == "20 s"


def test_seconds_are_shown_as_how_many_a_second() -> None:
    assert per_second(300)(4.0) == "75/s"


@pytest.mark.parametrize(("part", "value"), [(0.5, 10), (0.95, 19), (1.0, 20)])
def test_a_percentile_is_one_of_the_values(part: float, value: int) -> None:
    assert percentile(range(20, 0, -1), part) == value


def test_work_is_kept_in_its_folder(tmp_path: Path) -> None:
    work = Work(tmp_path, "model", ["One – “passage”."], ["Which?"])
    write_work(work)
    assert read_work(tmp_path) == work


def test_the_versions_of_all_peers_are_bound_above() -> None:
    assert all("<" in requirement for peer in PEERS for requirement in peer.requirements)


def test_the_memory_of_a_run_holds_that_of_the_processes_it_starts(tmp_path: Path) -> None:
    hold = "data = b'x' * 200_000_000; import time; time.sleep(1)"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}], check=True)"
    taken = run([sys.executable, "-c", f"{child}; print('done')"], tmp_path, {})
    assert taken.printed == "done\n"
    assert 200 < taken.memory < 400
    assert taken.seconds >= 1


def test_a_run_that_fails_tells_what_it_wrote(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as caught:
        run([sys.executable, "-c", "raise SystemExit('no such model')"], tmp_path, {})
    assert "no such model" in caught.value.stderr


def test_a_process_that_is_gone_has_no_memory() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert family_memory(ended.pid) == 0
