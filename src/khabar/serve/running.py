"""The server process: one, with threads; as much as a laptop or a small team needs."""

import socket
import sys
from contextlib import suppress

import uvicorn

from khabar.errors import ConfigError
from khabar.serve.app import create_app
from khabar.serve.settings import Settings
from khabar.serve.static_files import catalogue
from khabar.store.indexing import is_stale


def run(settings: Settings) -> None:
    """Serve the desk until interrupted; its address goes to standard error once it is taken.

    Raises:
        StoreError: there is no store at the path, or it is of another version.
        ConfigError: the desk would be open to other machines without a token, or the address cannot be had.
    """
    app = create_app(settings)
    with listening(settings) as taken:
        if not catalogue().keys() & {"vendor/htmx.js"}:
            sys.stderr.write("The page assets are missing: no maps, timelines and fonts. Build them: python scripts/build_assets.py\n")
        if is_stale(app.state.desk.database):
            sys.stderr.write(
                f"The store was indexed by another version of khabar, which misses words. Bring it up to date: khabar status --store {settings.store}\n"
            )
        sys.stderr.write(f"The desk is open at {settings.way_in} (Ctrl-C closes it)\n")
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, date_header=True, timeout_keep_alive=15))
        with suppress(KeyboardInterrupt):
            server.run(sockets=[taken])


def listening(settings: Settings) -> socket.socket:
    """Return a socket that listens at the address of the settings.

    Raises:
        ConfigError: there is no such address here, another program has it, or it takes other rights.
    """
    host = settings.host.strip("[]")
    try:
        return socket.create_server((host, settings.port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        message = f"cannot serve at {settings.host}, port {settings.port}: {error.strerror or error}. Give another --port or --host"
        raise ConfigError(message) from error
