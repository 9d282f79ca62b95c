"""The stores, servers and the browser that the tests of the desk share; each is made once."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

import khabar
from khabar.serve import links
from khabar.serve.app import create_app
from khabar.serve.settings import Settings
from khabar.store.database import Database
from khabar.store.writing import Writer, kept

from . import hostile

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "build" / "assets" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync "
    "--disable-dev-shm-usage --force-color-profile=srgb --hide-scrollbars"
)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the sample reports, one of which was changed after it came."""
    path = tmp_path_factory.mktemp("samples") / "samples.db"
    with khabar.open_store(path) as store:
        store.add(ROOT / "samples")
        first = next(store.records())
        changed = first.text + "\n\nوفي وقت لاحق نفى المتحدث ذلك."
        store.add([khabar.Document(first.id, changed, first.source.title, first.published.value, first.source.outlet)])
    return path


@pytest.fixture(scope="session")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of hostile reports."""
    path = tmp_path_factory.mktemp("harmful") / "harmful.db"
    with Database(path) as database:
        writer = Writer(database)
        for record in hostile.records():
            writer.write([kept(record)])
    return path


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store without a report."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    Database(path).close()
    return path


@contextmanager
def client_of(path: Path, *, edit: bool = False) -> Iterator[TestClient]:
    """Give a client of a desk that runs in this thread; server errors become failures of the test."""
    with TestClient(create_app(Settings(path, edit=edit, rate=0)), base_url="http://127.0.0.1:8017") as client:
        yield client


@pytest.fixture(scope="session")
def client(samples: Path) -> Iterator[TestClient]:
    with client_of(samples) as found:
        yield found


@contextmanager
def served(path: Path, *, edit: bool = False) -> Iterator[str]:
    """Give the address of a desk that really serves."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        settings = Settings(path, port=port, edit=edit, rate=0)
        server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="warning", access_log=False, ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [free]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.02)
            yield settings.address
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def desk(samples: Path) -> Iterator[str]:
    with served(samples) as address:
        yield address


@pytest.fixture(scope="session")
def harmful_desk(harmful: Path) -> Iterator[str]:
    with served(harmful) as address:
        yield address


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """A headless Chromium; where there is none, the tests are skipped, but not in CI and not where we could have installed it."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    missing = "no chromium and chromedriver: sh scripts/install_system.sh" if not (chromium and driver) else ""
    missing = missing or ("" if AXE.is_file() else "no page assets: python scripts/build_assets.py")
    if missing:
        (pytest.fail if os.environ.get("CI") or os.geteuid() == 0 else pytest.skip)(missing)
    options = Options()
    options.binary_location = chromium or ""
    for flag in (*FLAGS.split(), f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    found = webdriver.Chrome(options=options, service=Service(driver))
    found.set_window_size(1280, 1000)
    found.set_script_timeout(60)
    yield found
    found.quit()


@pytest.fixture(scope="session")
def harmful_pages() -> list[str]:
    """The pages on which a hostile text is shown."""
    ids = [links.page(kind, record.id) for record in hostile.records() for kind in ("report", "versions")]
    entities = [links.page(kind, identity) for identity in ("per-harm", "loc-harm") for kind in ("entity", "timeline")]
    names = [links.page("outlet", record.source.outlet or "") for record in hostile.records() if len(record.source.outlet or "") < 2_000]
    searches = [links.with_query("/", q=words) for words in (hostile.SCRIPT, hostile.OVERRIDE, "تقرير", "ب")]
    return [*ids, *entities, *names, *searches, "/", "/places", "/outlets", "/entities", "/statements", "/events", "/reports", "/processes"]
