"""The one console command: `accord <subcommand>`, with Django's management under it."""

import gc
import os
import sys


def main() -> None:
    gc.set_threshold(50_000)  # loading the rooms makes two hundred thousand objects, all to stay: looked through seldom
    os.umask(0o077)  # what a command makes (database, mail, files) is its owner's alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.config.settings")
    from django.conf import settings
    from django.core.management import ManagementUtility
    from django.db import OperationalError

    try:
        settings.INSTALLED_APPS  # noqa: B018 - loads them
    except ValueError as fault:
        print(f"A setting is wrong: {fault}.", file=sys.stderr)
        sys.exit(2)

    utility = ManagementUtility(["accord", *sys.argv[1:]])
    utility.prog_name = "accord"
    try:
        utility.execute()
    except OperationalError as fault:
        if "database is locked" not in str(fault):
            raise
        print("Another command, or a site that starts, is writing. Run this again when it has ended.", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("\nStopped. Nothing is kept in part: run it again to go on.", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
