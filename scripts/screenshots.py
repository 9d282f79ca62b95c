"""Make the pictures of the README: real pages of the desk over the sample reports, in a headless Chromium.

    python scripts/screenshots.py [FOLDER]        (docs/images where not given)

Needs chromium and chromedriver (scripts/install_system.sh) and the page assets (scripts/build_assets.py).
"""

import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

import uvicorn
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

import khabar
from khabar.query.entities import entities
from khabar.query.moments import companions, moments
from khabar.serve import links
from khabar.serve.app import create_app
from khabar.serve.settings import Settings
from khabar.store.database import Database

ROOT = Path(__file__).resolve().parent.parent
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync "
    "--hide-scrollbars"
)
WIDTH, HEIGHT = 1180, 860
DRAWN = "return [...document.querySelectorAll('[data-map],[data-timeline],[data-graph]')].every((box) => box.dataset.drawn || box.hidden)"


def pages(store: Path) -> dict[str, tuple[str, str]]:
    """Return the address of each picture and what is scrolled to: the fullest person, place and report of the samples."""
    with Database(store, read_only=True) as database:
        persons = entities(database, kind="PER", limit=60).lines
        person = max(persons, key=lambda line: (4 * len(companions(database, line.id)) + len(moments(database, line.id)), line.id)).id
        place = max(entities(database, kind="LOC", limit=60).lines, key=lambda line: (len(moments(database, line.id)), line.id)).id
    return {
        "search": (f"/?q={quote('الحدود')}", ""),
        "report": (links.page("report", "border-lb"), ""),
        "report-en": (links.page("report", "border-lb") + "?lang=en", ""),
        "person": (links.page("entity", person), ""),
        "graph": (links.page("entity", person), "#with"),
        "places": ("/places", ""),
        "timeline": (links.page("timeline", place), ""),
    }


def browser(folder: str) -> webdriver.Chrome:
    """Return a headless Chromium."""
    options = Options()
    options.binary_location = shutil.which("chromium") or sys.exit("no chromium: sh scripts/install_system.sh")
    for flag in (*FLAGS.split(), f"--window-size={WIDTH},{HEIGHT}", f"--user-data-dir={folder}"):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def serve(store: Path, free: socket.socket) -> tuple[uvicorn.Server, threading.Thread]:
    """Start the desk on a socket, in a thread."""
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(store, port=free.getsockname()[1], rate=0)), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [free]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.05)
    return server, thread


def main() -> None:
    """Read the samples, serve them, take the pictures."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as free:
        store = Path(folder) / "samples.db"
        with khabar.open_store(store) as opened:
            opened.add(ROOT / "samples")
        server, thread = serve(store, free)
        seen = browser(str(Path(folder) / "chromium"))
        try:
            for name, (address, part) in pages(store).items():
                seen.get(
                    f"http://127.0.0.1:{free.getsockname()[1]}{address}{'&' if '?' in address else '?'}lang={'en' if name.endswith('-en') else 'ar'}{part}"
                )
                seen.execute_async_script("document.fonts.ready.then(arguments[0])")
                WebDriverWait(seen, 20).until(lambda page: page.execute_script(DRAWN))
                path = target / f"{name}.png"
                seen.save_screenshot(str(path))
                print(f"{path.name}: {path.stat().st_size / 1000:.0f} KB")
        finally:
            seen.quit()
            server.should_exit = True
            thread.join()


if __name__ == "__main__":
    main()
