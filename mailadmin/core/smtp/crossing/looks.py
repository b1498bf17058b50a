"""What is worth a second look after which failure. Pure."""

from enum import StrEnum
from typing import Final

from mailadmin.core.account import Server
from mailadmin.core.finding import Status, Verdict
from mailadmin.core.smtp.names import is_name, is_public_name
from mailadmin.core.smtp.sightings import Known
from mailadmin.core.surroundings import Surroundings


class Look(StrEnum):
    """One thing to look at."""

    MAIL_CONTROLS = "mail-controls"
    WEB_CONTROLS = "web-controls"
    OTHER_SETTING = "other-setting"
    OTHER_PORT = "other-port"
    """As the one before, without the port itself, which is dead for every encryption."""
    LIKELY_NAME = "likely-name"
    SIBLING_NAME = "sibling-name"
    """The server for sending of the same domain."""
    ASK_FIRST = "ask-first"
    PROXY = "proxy"


_SILENT: Final = ("network-timeout", "network-reset")
_HOPELESS: Final = ("tls-outdated-crypto", "network-local-block")
"""Causes that no other port or encryption of the same server makes good."""


def worth_a_look(
    check: str, verdict: Verdict, server: Server, known: Known, surroundings: Surroundings
) -> frozenset[Look]:
    """What can tell more about this failure. Never more than is needed: each is a connection."""
    if verdict.status is not Status.FAILED:
        return frozenset()
    cause = verdict.cause
    looks: set[Look] = set()
    if check == "dns.resolve":
        looks = {Look.WEB_CONTROLS}
        if is_name(server.host) and cause == "dns-name-not-found":
            looks.add(Look.LIKELY_NAME)
    elif check == "net.connect" and cause != "network-local-block":
        looks = {Look.MAIL_CONTROLS, Look.WEB_CONTROLS, Look.OTHER_PORT, Look.PROXY}
    elif check == "smtp.greeting":
        looks = {Look.OTHER_SETTING}
        if cause in _SILENT:
            looks.add(Look.WEB_CONTROLS)
        if cause == "network-timeout":
            # It had its whole time to greet first, as a mail server does.
            looks.add(Look.ASK_FIRST)
        if cause == "protocol-wrong-service":
            looks |= {Look.WEB_CONTROLS, Look.SIBLING_NAME}
    elif check in ("smtp.ehlo", "tls.handshake") and cause not in _HOPELESS:
        looks = {Look.OTHER_SETTING}
        if cause in _SILENT:
            looks.add(Look.WEB_CONTROLS)
    elif check == "tls.certificate" and cause not in ("tls-cert-intercepted", *_HOPELESS):
        looks = {Look.WEB_CONTROLS}
    # A server of the own network says nothing about the internet, nor the internet about it.
    if not (known.on_the_internet and surroundings.mail.get(server.port)):
        looks -= {Look.MAIL_CONTROLS}
    if not known.on_the_internet:
        looks -= {Look.PROXY}
    if not (surroundings.web and (known.on_the_internet or is_public_name(server.host))):
        looks -= {Look.WEB_CONTROLS}
    return frozenset(looks)
