"""The command line. Nothing heavy is imported before a command runs: ``hearsay --help`` answers at once.

Exit codes: 0 all went well; 1 something was skipped, and standard error says what; 2 the command could not
start or could not be answered; 130 stopped with Ctrl-C; 141 whoever read the output went away.
"""

from __future__ import annotations

from hearsay.views.cli.group import hearsay
from hearsay.views.cli.run import main

__all__ = ["hearsay", "main"]
