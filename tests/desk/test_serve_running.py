"""The server as it is started: an address that cannot be had is told in words, and nothing is said to be open before it is."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from khabar.cli import main
from khabar.serve.app import create_app
from khabar.serve.settings import Settings


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--port", "{taken}"), "in use"),
        (("--host", "300.1.1.1", "--token", "word"), "cannot serve at 300.1.1.1"),
        (("--host", "192.0.2.1"), "without a token"),
        (("--host", "::", "--token", ""), "without a token"),
    ],
)
def test_an_address_that_cannot_be_had(
    samples: Path, arguments: tuple[str, ...], reason: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        given = [argument.format(taken=taken.getsockname()[1]) for argument in arguments]
        monkeypatch.setattr(sys, "argv", ["khabar", "serve", "--store", str(samples), *given])
        with pytest.raises(SystemExit) as end:
            main()
    told = capsys.readouterr().err
    assert end.value.code == 1
    assert reason in told
    assert "is open at" not in told


def test_a_token_of_any_signs_stands_in_the_address_that_is_told(samples: Path) -> None:
    settings = Settings(samples, "0.0.0.0", token="كلمة سر +&=%#", rate=0)  # noqa: S104, S106 - nothing listens, and it is no secret
    with TestClient(create_app(settings), base_url=settings.address) as client:
        assert client.get(settings.way_in).status_code == 200
        assert client.get("/").status_code == 200


def test_it_opens_answers_and_is_closed_by_hand(samples: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from khabar.cli import main; main()", "serve", "--store", str(samples), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}) as server:
        assert server.stderr is not None
        assert server.stderr.readline() == f"The desk is open at http://127.0.0.1:{port}/ (Ctrl-C closes it)\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/status", timeout=60) as answer:
            assert answer.status == 200
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=60) == 0
        assert "Traceback" not in server.stderr.read()
