"""The server process: one, with threads; as much as a laptop or a small team needs."""

import sys

import uvicorn

from khabar.serve.app import create_app
from khabar.serve.settings import Settings


def run(settings: Settings) -> None:
    """Serve the desk until interrupted; its address goes to standard error.

    Raises:
        StoreError: there is no store at the path, or it is of another version.
        ConfigError: the desk would be open to other machines without a token.
    """
    app = create_app(settings)
    way_in = f"{settings.address}?token={settings.token}" if settings.token else settings.address
    sys.stderr.write(f"The desk is open at {way_in} (Ctrl-C closes it)\n")
    uvicorn.run(
        app, host=settings.host, port=settings.port, log_level="warning", access_log=False, server_header=False, date_header=True, timeout_keep_alive=15
    )
