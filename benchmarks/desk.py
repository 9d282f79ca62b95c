"""How fast the desk answers over a large store, alone and with twenty readers while reports are being added.

    python benchmarks/desk.py STORE [--add REPORTS]

The store is read as it lies; with ``--add`` a copy of it is made first, and REPORTS (any file that khabar reads) are added to the copy while it is read.
Times are of whole answers on this machine, in milliseconds; compare them only with times of the same run.
"""

import argparse
import http.client
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import quote

from khabar.query.entities import entities
from khabar.query.reports import reports
from khabar.serve.links import page
from khabar.store.database import Database

READERS = 20
KHABAR = (sys.executable, "-c", "from khabar.cli import main; main()")
TARGETS = {"search": 100, "report": 100, "person": 300, "timeline": 300, "map": 300}
WORDS = (
    "مصر",
    "الرئيس",
    "سوريا",
    "وزير الخارجية",
    "الاقتصاد",
    "«مجلس الأمن»",
    "القاهرة",
    "مظاهرات",
    "النفط",
    "القدس",
    "انتخابات",
    "تونس -مصر",
    "محم*",
    "كرة القدم",
)


def questions(store: Path) -> dict[str, list[str]]:
    """Return the addresses that are asked for, by kind: the heaviest persons and places, and reports and words of every kind."""
    with Database(store, read_only=True) as database:
        persons = [line.id for kind in ("PER", "ORG") for line in entities(database, kind=kind, limit=15).lines]
        places = [line.id for line in entities(database, kind="LOC", limit=15).lines]
        lines = reports(database, limit=40).lines
    return {
        "search": [f"/?q={quote(words)}" for words in WORDS] + ["/"] + [f"/?person={quote(one)}" for one in persons[:5]],
        "report": [page("report", line.id) for line in lines],
        "person": [page("entity", one) for one in persons],
        "timeline": [
            address for one in persons[:8] + places[:8] for address in (page("timeline", one), f"/api/v1/entities/{quote(one, safe='')}/timeline?limit=300")
        ],
        "map": ["/places", "/api/v1/places", *(page("entity", one) for one in places)],
        "outlets": ["/outlets"],
    }


def ask(port: int, address: str) -> tuple[int, float, int]:
    """Return the status, the time in milliseconds and the bytes of one answer."""
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", address, headers={"accept-encoding": "gzip"})
    answer = connection.getresponse()
    size = len(answer.read())
    connection.close()
    return answer.status, 1000 * (time.perf_counter() - started), size


class Server:
    """``khabar serve`` in a process of its own."""

    def __init__(self, store: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        command = [*KHABAR, "serve", "--store", str(store), "--port", str(self.port)]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        for _ in range(300):
            try:
                ask(self.port, "/static/icon.svg")
            except OSError:
                time.sleep(0.1)
            else:
                return
        sys.exit("the desk did not start")

    def close(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.wait()


def report(title: str, times: dict[str, list[float]], sizes: dict[str, list[int]], refused: int) -> None:
    """Print a table of what was measured."""
    print(f"\n{title}\n{'':10} {'n':>5} {'p50 ms':>8} {'p95 ms':>8} {'worst':>8} {'KB':>6}  target")
    for kind, found in times.items():
        ordered = sorted(found)
        p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        figures = f"{statistics.median(ordered):8.1f} {p95:8.1f} {ordered[-1]:8.1f} {max(sizes[kind]) / 1000:6.0f}"
        print(f"{kind:10} {len(ordered):5} {figures}  {TARGETS.get(kind, '')}")
    print(f"refused or failed: {refused}")


def alone(port: int, asked: dict[str, list[str]], rounds: int = 3) -> None:
    """Ask one question after the other; the first round warms what is kept and is not counted."""
    times: dict[str, list[float]] = defaultdict(list)
    sizes: dict[str, list[int]] = defaultdict(list)
    refused = 0
    for turn in range(rounds):
        for kind, addresses in asked.items():
            for address in addresses:
                status, took, size = ask(port, address)
                refused += status != 200
                sizes[kind].append(size)
                if turn:
                    times[kind].append(took)
    report("one reader", times, sizes, refused)


def together(port: int, asked: dict[str, list[str]], seconds: float) -> None:
    """Let twenty readers ask at once, each after the other answer has come, for some seconds."""
    times: dict[str, list[float]] = defaultdict(list)
    sizes: dict[str, list[int]] = defaultdict(list)
    refused: list[str] = []
    flat = [(kind, address) for kind, addresses in asked.items() for address in addresses]
    end = time.monotonic() + seconds

    def reader(number: int) -> None:
        turn = number * 7
        while time.monotonic() < end:
            kind, address = flat[turn % len(flat)]
            turn += 11
            try:
                status, took, size = ask(port, address)
            except OSError as error:
                refused.append(f"{address}: {error}")
                continue
            if status != 200:
                refused.append(f"{address}: {status}")
            times[kind].append(took)
            sizes[kind].append(size)

    threads = [threading.Thread(target=reader, args=(number,)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total = sum(map(len, times.values()))
    report(f"{READERS} readers at once, {total / seconds:.0f} answers a second", times, sizes, len(refused))
    for line in refused[:5]:
        print("  ", line)


def weights(port: int) -> None:
    """Print what each page weighs with its styles, scripts and fonts, as sent."""
    static = {"style": "/static/desk.css", "htmx": "/static/vendor/htmx.js", "script": "/static/desk.js", "font": "/static/vendor/plex-arabic-400.woff2"}
    shared = sum(ask(port, address)[2] for address in static.values()) + ask(port, "/static/vendor/plex-arabic-600.woff2")[2]
    extra = {
        "search": ["vendor/naskh-arabic.woff2"],
        "person": ["vendor/cytoscape.js", "graph.js"],
        "timeline": ["vendor/d3.js", "vendor/plot.js", "timeline.js"],
        "map": ["vendor/leaflet.js", "vendor/leaflet.css", "vendor/topojson.js", "vendor/world.json", "map.js"],
    }
    print(
        "\nweight in KB, compressed, before the page itself: "
        + ", ".join(f"{kind} {(shared + sum(ask(port, '/static/' + name)[2] for name in names)) / 1000:.0f}" for kind, names in extra.items())
    )


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--add", type=Path, help="reports that are added while twenty readers read")
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    if not options.store.is_file():
        sys.exit(f"there is no store at {options.store}: make one with khabar add REPORTS --store {options.store}")
    asked = questions(options.store)
    with tempfile.TemporaryDirectory() as folder:
        store = options.store
        if options.add:
            store = Path(folder) / "copy.db"
            shutil.copyfile(options.store, store)
        server = Server(store)
        try:
            weights(server.port)
            alone(server.port, asked)
            writer = None
            if options.add:
                again = [*KHABAR, "add", str(options.add), "--store", str(store), "--again"]
                writer = subprocess.Popen(again, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            together(server.port, asked, options.seconds)
            if writer is not None:
                print("the writer was still writing" if writer.poll() is None else f"the writer had finished with {writer.returncode}")
                writer.terminate()
                writer.wait()
        finally:
            server.close()


if __name__ == "__main__":
    main()
