"""A person at a browser, as a process: goes to the page that is named last, and signs in there."""

import sys
from pathlib import Path

from tests.live.browser import Browser

if __name__ == "__main__":
    ca_file, address, password, url = sys.argv[1:]
    answers = {"address": address, "password": password, "do": "allow"}
    Browser(Path(ca_file)).sign_in(url, answers)
