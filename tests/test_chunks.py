import pytest

from khabar.chunks import Chunks, Cut


def halves(chunk: str) -> Cut:
    """Cut a chunk in two behind its first letter; the form tells the chunk."""
    number = int(chunk[1:])
    return ((0, 1, number, False), (1, len(chunk), number + 1, True))


def told(chunks: list[str]) -> list[tuple[int, int, int, int]]:
    found: list[tuple[int, int, int, int]] = []
    at = 0
    for chunk in chunks:
        found += [(at + start, at + end, form, glued) for start, end, form, glued in (halves(chunk) if chunk else ())]
        at += len(chunk) + 1
    return found


def rows(memory: Chunks, chunks: list[str]) -> list[tuple[int, ...]]:
    return [tuple(row) for row in memory.tokens(chunks, halves).T.tolist()]


def test_chunks_keep_their_tokens_however_many_come() -> None:
    memory = Chunks()
    words = [f"w{number}" for number in range(6_000)]
    for begin in range(0, len(words), 50):
        part = ["", *words[begin : begin + 50], "", words[begin], words[0], ""]
        assert rows(memory, part) == told(part)
    filled = len(memory)
    for begin in range(0, len(words), 500):
        part = words[begin : begin + 500]
        assert rows(memory, part) == told(part)
    assert len(memory) == filled == 2 * len(words)


def test_what_is_known_is_not_cut_again() -> None:
    memory = Chunks()
    memory.tokens(["w1", "w2"], halves)

    def never(chunk: str) -> Cut:
        pytest.fail(f"{chunk} is cut again")

    assert [tuple(row) for row in memory.tokens(["w2", "", "w1", "w1"], never).T.tolist()] == told(["w2", "", "w1", "w1"])


def test_long_chunks_are_cut_each_time() -> None:
    memory, long = Chunks(), "w" + "1" * 50

    def one(chunk: str) -> Cut:
        return ((0, len(chunk), 7, False),)

    for _ in range(2):
        assert memory.tokens([long, "w"], one).T.tolist() == [[0, 51, 7, 0], [52, 53, 7, 0]]
    assert len(memory) == 3
    memory.clear()
    assert len(memory) == 0
    assert memory.tokens([""], one).shape == (4, 0)
