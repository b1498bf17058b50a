"""``python -m mailadmin``: the command line, or the window when there are no arguments."""

import sys

from mailadmin.cli.main import run


def main() -> None:
    """Run the program and exit with its status."""
    sys.exit(run())


if __name__ == "__main__":
    main()
