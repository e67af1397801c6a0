"""The program with the reader that needs no weights: ``fake_command.py LOG PAUSE ARGUMENT...``."""

import sys
from functools import partial

import fake_reader

from hearsay import engine

if __name__ == "__main__":
    from hearsay.views.cli import main

    log, pause = sys.argv[1:3]
    engine.load_reader = partial(fake_reader.load_counting, log, float(pause))
    main(sys.argv[3:])
