"""``python -m mailadmin``: the command line, or the window when there is no command."""

import sys

import mailadmin


def main() -> None:
    """Run the program and exit with its status."""
    if sys.argv[1:] == ["--version"]:
        # Asked by scripts again and again: answered before anything is loaded.
        print(f"mailadmin, version {mailadmin.__version__}")  # noqa: T201
        return
    from mailadmin.cli.main import run
    from mailadmin.front import check, open_window

    sys.exit(run(open_window=open_window, check=check))


if __name__ == "__main__":
    main()
