"""`python -m data_access.audit verify [FILE]`: is the access log as it was written?"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from data_access.access_log.append import path_of_log
from data_access.access_log.verify import Verdict, verify

FINDINGS_SHOWN = 20


def main(argv: Sequence[str] | None = None) -> int:
    """The command: 0 if the log is whole, 1 with every finding in a sentence if not, 2 if it cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m data_access.audit", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="verify")
    command = commands.add_parser("verify", help="look for removed, changed, inserted and moved lines")
    command.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="default: the log that the app writes"
    )
    command.add_argument(
        "--noted", metavar="HASH", help="a hash that an earlier verify printed as the last one"
    )
    arguments = parser.parse_args(argv)
    path = arguments.file or path_of_log()
    try:
        verdict = verify(path, arguments.noted)
    except OSError as error:
        print(f"The access log {path} cannot be read: {error.strerror or error}.", file=sys.stderr)
        return 2
    print(_in_words(path, verdict))
    return 1 if verdict.findings else 0


def _in_words(path: Path, verdict: Verdict) -> str:
    said = [f"note: {note}" for note in verdict.notes]
    said += [f"FOUND: {finding}" for finding in verdict.findings[:FINDINGS_SHOWN]]
    if more := len(verdict.findings[FINDINGS_SHOWN:]):
        said.append(f"and {more:,} more")
    state = "not as it was written" if verdict.findings else "whole"
    said.append(f"{path}: {verdict.lines:,} lines, {state}.")
    if verdict.lines:
        said.append(f"last line: {verdict.end.number:,}, hash {verdict.end.hash}")
        said.append(
            "Note that hash outside this machine: --noted HASH then finds a log that was rewritten whole."
        )
    return "\n".join(said)


if __name__ == "__main__":
    sys.exit(main())
