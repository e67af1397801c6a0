"""``python -m hearsay`` is ``hearsay``."""

from hearsay.views.cli import main

if __name__ == "__main__":
    main()
