"""Grants and their tokens, by a clock of the test's."""

import pytest

from mailadmin.sandbox.scenario import ANNA
from mailadmin.sandbox.tokens import LASTS, MAIL, MAX_TOKENS, TokenStore


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(clock):
    return TokenStore(clock)


def test_a_token_opens_the_mail_of_its_user_until_it_has_run_out(store, clock):
    issued = store.renewed(store.give(ANNA, ("openid", MAIL)))
    assert (issued.user, issued.scopes, issued.lasts) == (ANNA, ("openid", MAIL), LASTS)
    clock.now += LASTS - 0.1
    assert store.user_of(issued.access_token) == ANNA
    clock.now += 0.1
    assert store.user_of(issued.access_token) is None


def test_a_refresh_token_is_good_for_one_time_and_gives_the_next(store):
    first = store.give(ANNA, (MAIL,))
    second = store.renewed(first).refresh_token
    assert store.renewed(first) is None
    third = store.renewed(second)
    assert third.refresh_token not in (first, second)
    assert store.user_of(third.access_token) == ANNA


def test_a_token_without_the_scope_opens_no_mailbox(store):
    assert store.user_of(store.renewed(store.give(ANNA, ("openid",))).access_token) is None


def test_neither_a_refresh_token_nor_an_unknown_one_is_an_access_token(store):
    assert store.user_of(store.give(ANNA, (MAIL,))) is None
    assert store.user_of("unknown") is None
    assert store.renewed("unknown") is None


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
def test_revoking_either_token_ends_the_grant_and_no_other(store, kind):
    issued, other = (store.renewed(store.give(ANNA, (MAIL,))) for _ in range(2))
    store.revoke("unknown")
    store.revoke(getattr(issued, kind))
    assert store.user_of(issued.access_token) is None
    assert store.renewed(issued.refresh_token) is None
    assert store.user_of(other.access_token) == ANNA


def test_after_everything_was_revoked_a_new_grant_is_good(store):
    old = store.renewed(store.give(ANNA, (MAIL,)))
    store.revoke_all()
    assert store.user_of(old.access_token) is None
    assert store.renewed(old.refresh_token) is None
    assert store.renewed(store.give(ANNA, (MAIL,))) is not None


def test_the_oldest_go_where_there_are_too_many(store):
    first = store.give(ANNA, (MAIL,))
    rest = [store.give(ANNA, (MAIL,)) for _ in range(MAX_TOKENS)]
    assert store.renewed(first) is None
    assert store.renewed(rest[0]) is not None


def test_no_token_is_shown_by_accident(store):
    issued = store.renewed(store.give(ANNA, (MAIL,)))
    assert issued.access_token not in repr(issued)
    assert issued.refresh_token not in repr(issued)
