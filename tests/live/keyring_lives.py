"""Ends with 0 where a keyring answers in this D-Bus session: see test_keyring_live.py."""

import sys

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")


def keyring_lives() -> bool:
    question = new_method_call(BUS, "NameHasOwner", "s", ("org.freedesktop.secrets",))
    with open_dbus_connection() as bus:
        return bool(bus.send_and_get_reply(question, timeout=10).body[0])


if __name__ == "__main__":
    sys.exit(0 if keyring_lives() else 1)
