"""What a page calls an entity: by its English name on English pages, where one is known."""

from khabar.query.names import english
from khabar.serve.language import Language
from khabar.store.database import Database


class Called:
    """The names of entities in one reader's language; each is looked up once a page."""

    def __init__(self, database: Database, language: Language) -> None:
        self._database = database
        self._english = language.code == "en"
        self._known: dict[str, str] = {}

    def __call__(self, identity: str | None, name: str) -> str:
        """Return what to call an entity whose name is ``name``; somebody without an id, and whom nobody calls anything in English, keeps the name."""
        if not self._english or identity is None:
            return name
        if identity not in self._known:
            self._known[identity] = english(self._database, identity) or name
        return self._known[identity]
