"""The one console command: `accord <subcommand>`, with Django's management under it."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.config.settings")
    from django.core.management import ManagementUtility

    utility = ManagementUtility(["accord", *sys.argv[1:]])
    utility.prog_name = "accord"
    utility.execute()


if __name__ == "__main__":
    main()
