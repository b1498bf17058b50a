"""``mailadmin sandbox`` as a process: it says where it is, serves, and ends with Ctrl-C."""

import json
import signal
import smtplib
import ssl
import subprocess
import sys
import urllib.parse
import urllib.request

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent another way on Windows")
def test_it_serves_until_it_is_interrupted() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "mailadmin", "sandbox", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        about = json.loads(process.stdout.readline())
        place = next(
            e for e in about["endpoints"] if e["security"] == "tls" and "smtp" in e["host"]
        )
        context = ssl.create_default_context(cafile=about["ca_file"])
        with smtplib.SMTP("127.0.0.1", _port(about, "starttls"), timeout=5) as client:
            client.ehlo()
            client._host = place["host"]  # the name to verify; the address is this computer's
            client.starttls(context=context)
            client.ehlo()
            client.login(about["user"], about["password"])
        (registered,) = about["clients"]
        with urllib.request.urlopen(_page(registered), timeout=5) as page:
            assert b"Sign in as Anna Berg" in page.read()
        assert about["settings_address"].split(":")[2].startswith(f"{about['ports']['443']}/")
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)
    assert process.returncode == 130
    assert "Traceback" not in errors


def _page(registered: dict[str, str]) -> str:
    fields = {
        "response_type": "code", "client_id": registered["client_id"], "code_challenge": "x",
        "code_challenge_method": "S256", "redirect_uri": "http://127.0.0.1:5/",
    }  # fmt: skip
    return f"{registered['authorization_endpoint']}?{urllib.parse.urlencode(fields)}"


def _port(about: dict[str, object], security: str) -> int:
    endpoints = about["endpoints"]
    assert isinstance(endpoints, list)
    return next(
        int(e["port"])
        for e in endpoints
        if e["security"] == security and e["host"].startswith("smtp.")
    )
