"""What ``khabar serve`` was started with."""

import ipaddress
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from khabar.errors import ConfigError

LOOPBACK_NAMES = ("localhost", "localhost.localdomain", "ip6-localhost")


@dataclass(frozen=True, slots=True)
class Settings:
    """How the desk runs. ``rate`` is requests a second that one address of other machines may make; 0 for no limit.

    ``form_key`` is new for each start and goes into every form of corrections, so that no other page can send one.
    """

    store: Path
    host: str = "127.0.0.1"
    port: int = 8017
    edit: bool = False
    token: str | None = None
    rate: int = 200
    form_key: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the desk."""
        return is_loopback(self.host)

    @property
    def address(self) -> str:
        """The address to open in a browser; for a desk open to every address, that of this machine itself."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, f"[{self.host}]" if ":" in self.host else self.host)  # noqa: S104 - compared, not bound
        return f"http://{host}:{self.port}/"

    @property
    def way_in(self) -> str:
        """The address that lets a reader in, to be opened once: with the token, where one is needed."""
        return f"{self.address}?token={quote(self.token, safe='')}" if self.token else self.address

    def checked(self) -> "Settings":
        """Return these settings.

        Raises:
            ConfigError: the desk would be open to other machines without a token.
        """
        if not self.loopback and not self.token:
            message = f"cannot serve on {self.host} without a token: other machines could read the store. Give --token WORD, or leave --host at 127.0.0.1"
            raise ConfigError(message)
        return self


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine alone."""
    if host.lower().rstrip(".") in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
