"""What English calls the holder of an office whom a report does not name."""

_HEAD = "head of "


def called(office: str, of: str | None, body: str) -> str:
    """Return an office with what it is of (governor of Basra); ``of`` is the id and ``body`` the name of it, None and empty where it is not told.

    Whoever heads a body is its head, whatever kind of body it is: its name says that.
    """
    if not body:
        return office
    if office.startswith(_HEAD) and (of or "").startswith("org-"):
        return _HEAD + body
    return f"{office.removesuffix(' of')} of {body}"
