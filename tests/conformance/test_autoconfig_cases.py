"""Published files of mail settings, measured where they are present."""

from tests.conformance.suites import file, peer, published, run

CASES = "autoconfig_cases.json"
RUNNER = "autoconfig_suite.py"

pytestmark = published(CASES, runner=RUNNER)


def test_every_file_is_read_or_refused() -> None:
    told = run(RUNNER, "run", file(CASES), peer("autoconfig.py", "{file}", "{email}"), "-v")
    right, _, all_of_them = told.split()[-1].partition("/")
    assert int(all_of_them) > 0
    assert right == all_of_them, told
