"""``python -m mailadmin``: the command line, or the window when there are no arguments."""

import sys

import mailadmin


def main() -> None:
    """Run the program and exit with its status."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        # Asked by scripts again and again: answered before anything is loaded.
        print(f"mailadmin, version {mailadmin.__version__}")  # noqa: T201
        return
    from mailadmin.front import check, open_window, own_workspace

    if arguments in ([], ["--demo"]):
        # What a double click does: the window comes up without the command line behind it.
        sys.exit(open_window(own_workspace, bool(arguments)))
    from mailadmin.cli.main import run

    sys.exit(run(open_window=open_window, check=check))


if __name__ == "__main__":
    main()
