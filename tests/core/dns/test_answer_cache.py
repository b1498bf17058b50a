"""How long answers are kept, and how many."""

from mailadmin.core.dns.answer import LONGEST_KEPT, Answer, AnswerCache, AnswerState


def answer(ttl: int, state: AnswerState = AnswerState.FOUND, size: int = 4) -> Answer:
    return Answer(name="a.test", type="TXT", state=state, values=("x" * size,), ttl=ttl)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_answer_is_kept_for_its_ttl_and_never_too_long() -> None:
    clock = Clock()
    cache = AnswerCache(10**6, clock)
    short, long = ("a.test", "A", False), ("b.test", "A", False)
    cache.put(short, answer(60))
    cache.put(long, answer(86400))
    clock.now = 59.9
    assert cache.get(short) == answer(60)
    clock.now = 60
    assert cache.get(short) is None
    clock.now = LONGEST_KEPT - 1
    assert cache.get(long) is not None
    clock.now = LONGEST_KEPT
    assert cache.get(long) is None
    assert (len(cache), cache.used) == (0, 0)


def test_that_there_is_nothing_is_kept_but_a_failure_is_not() -> None:
    cache = AnswerCache(10**6)
    for state in AnswerState:
        cache.put((state, "A", False), answer(60, state))
    cache.put(("zero", "A", False), answer(0))
    assert [state for state in AnswerState if cache.get((state, "A", False))] == [
        AnswerState.FOUND,
        AnswerState.NO_SUCH_NAME,
        AnswerState.NO_DATA,
    ]
    assert cache.get(("zero", "A", False)) is None


def test_what_was_not_used_for_longest_goes_first() -> None:
    cache = AnswerCache(100_000)
    for number in range(10):
        cache.put((str(number), "A", False), answer(60, size=15_000))
        cache.get(("0", "A", False))
    kept = [number for number in range(10) if cache.get((str(number), "A", False))]
    assert kept == [0, 5, 6, 7, 8, 9]
    assert cache.used <= 100_000


def test_an_answer_that_is_larger_than_all_room_is_not_kept() -> None:
    cache = AnswerCache(10_000)
    cache.put(("a", "A", False), answer(60, size=20_000))
    assert (len(cache), cache.used) == (0, 0)


def test_a_newer_answer_takes_the_place_of_the_older() -> None:
    cache = AnswerCache(10**6)
    for _ in range(3):
        cache.put(("a", "A", False), answer(60))
    assert len(cache) == 1
    assert cache.used == 1000 + 104
