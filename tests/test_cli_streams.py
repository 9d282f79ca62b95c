"""The command line in the surroundings that scripts give it: pipes that close, full disks, odd locales, closed streams."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "samples"
KHABAR = f"{sys.executable} -c 'from khabar.cli import main; main()'"


def run(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of a shell with ``khabar`` in it; its exit code is that of khabar."""
    line = f'khabar() {{ {KHABAR} "$@"; }}; {command}'
    return subprocess.run(["bash", "-c", line], cwd=folder, env={**os.environ, **environment}, capture_output=True, check=False)


@pytest.mark.parametrize("reader", ["head -c 100", "true"])
def test_a_reader_that_has_seen_enough_is_no_failure(reader: str, tmp_path: Path) -> None:
    found = run(f"khabar extract {SAMPLES}/reports.jsonl --jsonl | {reader}; exit ${{PIPESTATUS[0]}}", tmp_path)
    assert (found.returncode, b"Error" in found.stderr) == (0, False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("what", ["--version", "extract {}/feed.xml --jsonl", "times اليوم"])
def test_a_full_disk_is_told(what: str, tmp_path: Path) -> None:
    found = run(f"khabar {what.format(SAMPLES)} > /dev/full", tmp_path)
    assert found.returncode == 1
    assert found.stderr.decode().splitlines()[-1].startswith("khabar: cannot write the answer: No space left on device")


def test_an_answer_that_lies_in_the_folder_is_not_read(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"a{number}.txt").write_text(f"قال الوزير إن الهدنة صامدة في المدينة منذ {number} يوما، وأضاف أن الحوار مستمر.", encoding="utf-8")
    found = run("khabar extract . --jsonl > b.jsonl", tmp_path)
    assert (found.returncode, found.stderr) == (0, b"40 reports read, 0 rejected\n")
    assert len((tmp_path / "b.jsonl").read_text(encoding="utf-8").splitlines()) == 40


def test_output_is_utf8_in_any_locale(tmp_path: Path) -> None:
    found = run(f"khabar extract {SAMPLES}/feed.xml", tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="")
    assert found.returncode == 0
    assert "تونس" in found.stdout.decode()


def test_closed_streams_are_nothing(tmp_path: Path) -> None:
    assert run(f"khabar extract {SAMPLES}/feed.xml >&- 2>&-", tmp_path).returncode == 0
    assert run("khabar extract - <&-", tmp_path).returncode == 0


@pytest.mark.parametrize("command", ["show", "said", "process"])
def test_words_that_are_no_utf8_are_refused(command: str, tmp_path: Path) -> None:
    run(f"khabar add {SAMPLES}/feed.xml", tmp_path)
    found = run(f"khabar {command} $(printf '\\xff\\xfe')", tmp_path)
    assert found.returncode == 1
    assert "holds half a character (a lone surrogate). Give it in UTF-8" in found.stderr.decode()
