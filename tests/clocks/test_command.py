"""`manage.py clocks`, run as an office would run it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[2]


def run(path, *more):
    return subprocess.run(
        [sys.executable, "manage.py", "clocks", "--input", str(path), *more],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture
def written(tmp_path):
    def write(content):
        path = tmp_path / "input.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write


def test_an_object_gives_an_object(written):
    done = run(written({"today": "2026-11-21", "decisions": [
        {"id": "d1", "measure": "PW", "decided_on": "2024-03-15"}]}))  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["overall_end"] == "2025-03-14"


def test_an_array_gives_an_array_and_a_refused_input_is_no_failure(written):
    one = {"today": "2026-11-21", "decisions": [
        {"id": "\ud800", "measure": "警告", "decided_on": "2024-03-15"}]}  # fmt: skip
    done = run(written([one, {"decisions": []}]))
    assert done.returncode == 0
    refused, empty = json.loads(done.stdout)
    assert refused["errors"][0] == {
        "decision": "\ud800",
        "field": "measure",
        "message": "“警告”没有写明是哪一种，请按决定书写成“党内警告”或者“政务警告”。",
    }
    assert empty["clocks"] == []


def test_the_day_may_be_given(written, capsys):
    path = written({"decisions": [{"id": "d1", "measure": "PW", "decided_on": "2024-03-15"}]})
    for on, answer in (("2024-03-14", "errors"), ("2024-03-15", "clocks")):
        call_command("clocks", "--input", str(path), "--on", on)
        assert answer in json.loads(capsys.readouterr().out)


def test_a_day_that_is_none_is_refused(written):
    done = run(written({"decisions": []}), "--on", "2024-02-30")
    assert done.returncode == 2
    assert "“2024-02-30”不是日期" in done.stderr


def stopped(path, capsys):
    """The command in this process: its exit code and the one sentence it leaves."""
    with pytest.raises(SystemExit) as stop:
        call_command("clocks", input=str(path))
    printed = capsys.readouterr()
    assert printed.out == ""
    (sentence,) = printed.err.splitlines()
    return stop.value.code, sentence


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe{}", b"[" * 100_000, b'{"months": 1' + b"0" * 5000 + b"}"]
)
def test_what_is_no_json_stops_with_one_sentence(written, capsys, content):
    code, sentence = stopped(written(content), capsys)
    assert code == 2
    assert "不是有效的 JSON" in sentence
    assert sentence.endswith("。")


def test_a_file_that_is_not_there_stops_with_one_sentence(tmp_path, capsys):
    code, sentence = stopped(tmp_path / "no.json", capsys)
    assert code == 2
    assert "读不到文件" in sentence


def test_a_stop_leaves_no_traceback(written):
    done = run(written(b"{"))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


def test_a_file_with_a_byte_order_mark_is_read(written, capsys):
    call_command("clocks", input=str(written(b'\xef\xbb\xbf{"decisions": []}')))
    assert json.loads(capsys.readouterr().out)["clocks"] == []
