#!/usr/bin/env python
"""Django's command line."""

import os


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huifang.settings")
    from huifang.commands import main as run

    run()


if __name__ == "__main__":
    main()
