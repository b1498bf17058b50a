"""Sending a 25 MB attachment: time and memory, beside aiosmtplib alone.

Both build the message and send it with STARTTLS to a server that keeps nothing. Ours also writes
it to the outbox first and notes there how it ended. A second row has only the conversation, with
a message that is finished. Each run is a process of its own. The size of the message is that on
the wire: Base64 makes 25 MB of file 34 MB of message.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import trustme

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._places import PROJECT, RUNS, helper, row

SIZE = 25_000_000
MESSAGE = 78 * -(-SIZE // 57)
"""Bytes of the message: lines of 76 characters, ended by CRLF."""
WHO = ("mailadmin", "aiosmtplib", "mailadmin-talk", "aiosmtplib-talk", "nothing")
AIM_TIME, AIM_MEMORY = 1.1, 3.0


def once(who: str, folder: Path, port: int) -> dict[str, float]:
    """One run in a process of its own."""
    script = PROJECT / "bench" / "_send_once.py"
    command = [sys.executable, str(script), who, str(folder), str(port)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    shutil.rmtree(folder / "data", ignore_errors=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main() -> int:
    """Print three rows."""
    runs: dict[str, list[dict[str, float]]] = {who: [] for who in WHO}
    with tempfile.TemporaryDirectory() as name:
        folder, authority = Path(name), trustme.CA()
        authority.cert_pem.write_to_path(str(folder / "ca.pem"))
        pem = folder / "server.pem"
        authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(str(pem))
        (folder / "attachment.bin").write_bytes(os.urandom(SIZE))
        with helper("_sink.py", str(pem)) as port:
            for _ in range(RUNS + 1):
                for who, figures in runs.items():
                    figures.append(once(who, folder, port))
    time = {who: statistics.median(f["seconds"] for f in took[1:]) for who, took in runs.items()}
    peak = {who: statistics.median(f["peak"] for f in took[1:]) for who, took in runs.items()}
    ours, theirs = time["mailadmin"], time["aiosmtplib"]
    row(
        "sending-time",
        f"{ours:.2f} s for 25 MB, aiosmtplib alone {theirs:.2f} s: {ours / theirs:.2f} ×"
        f" (aim {AIM_TIME})",
        seconds=ours,
        aiosmtplib_seconds=theirs,
        ratio=ours / theirs,
        aim=AIM_TIME,
    )
    talk, their_talk = time["mailadmin-talk"], time["aiosmtplib-talk"]
    row(
        "sending-conversation",
        f"{talk:.2f} s for the finished message, aiosmtplib {their_talk:.2f} s:"
        f" {talk / their_talk:.2f} × (aim {AIM_TIME})",
        seconds=talk,
        aiosmtplib_seconds=their_talk,
        ratio=talk / their_talk,
        aim=AIM_TIME,
    )
    whole = peak["mailadmin"] / MESSAGE
    more = (peak["mailadmin"] - peak["nothing"]) / MESSAGE
    row(
        "sending-memory",
        f"{peak['mailadmin'] / 1e6:.0f} MB at most for a message of {MESSAGE / 1e6:.0f} MB:"
        f" {whole:.2f} ×, {more:.2f} × without the program itself"
        f" (aim {AIM_MEMORY}; aiosmtplib {peak['aiosmtplib'] / MESSAGE:.2f} ×)",
        peak=peak["mailadmin"],
        message=MESSAGE,
        ratio=whole,
        ratio_without_program=more,
        aiosmtplib_ratio=peak["aiosmtplib"] / MESSAGE,
        aim=AIM_MEMORY,
    )
    slowest = max(ours / theirs, talk / their_talk)
    return 0 if slowest <= AIM_TIME and whole <= AIM_MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
