"""``khabar serve``: the desk in a browser."""

from typing import Annotated

import typer

from khabar.cli.options import DEFAULT_STORE, StorePath


def register(app: typer.Typer) -> None:
    """Add the command to the application."""

    @app.command()
    def serve(
        store: StorePath = DEFAULT_STORE,
        host: Annotated[str, typer.Option(help="The address to answer at; this machine alone where not given.")] = "127.0.0.1",
        port: Annotated[int, typer.Option(min=1, max=65535, help="The port to answer at.")] = 8017,
        *,
        edit: Annotated[bool, typer.Option("--edit", help="Let readers correct what was read; without it nothing is ever written.")] = False,
        token: Annotated[
            str | None, typer.Option(help="What a reader must bring; needed where other machines can reach the desk.", envvar="KHABAR_TOKEN")
        ] = None,
    ) -> None:
        """Open the desk: search, look and correct in the browser."""
        from khabar.serve.running import run  # noqa: PLC0415 - FastAPI takes half a second that no other command should wait for
        from khabar.serve.settings import Settings  # noqa: PLC0415 - as above

        run(Settings(store, host, port, edit, token))
