"""Somebody who doesn't wait long: the same scenario in less time."""

import msgspec

from mailadmin.sandbox.scenario import Scenario

LIMIT = 1.2
"""Seconds, instead of three, until a server that never answers is given up."""


def in_a_hurry(scenario: Scenario) -> Scenario:
    """The scenario with shorter time limits where it has short ones.

    It has those where a server never answers; where one does, the limit stays long, so that no busy
    computer makes a failure of it.
    """
    server, messenger = scenario.typed, scenario.typed_messenger
    if server.time_limit < 20:
        server = msgspec.structs.replace(server, time_limit=LIMIT)
    if messenger.time_limit < 20:
        messenger = msgspec.structs.replace(messenger, time_limit=LIMIT)
    return msgspec.structs.replace(scenario, typed=server, typed_messenger=messenger)
