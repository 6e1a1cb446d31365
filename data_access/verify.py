"""`python -m data_access.verify CODE`: recompute the numbers behind the code of a figure and compare."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from data_access.common.database import DatabaseUnusable, open_database, path_of_database
from data_access.meeting.questions import HASH_LENGTH, NoSuchAnswer, ask, parse

EQUAL, DIFFERENT, UNREADABLE = 0, 1, 2


def verify(code: str, database: Path) -> tuple[int, str]:
    """Whether the numbers are the same, and that in one sentence."""
    try:
        question, choices, snapshot, numbers = parse(code)
        db = open_database(database)
        again = ask(db, question, **choices).code.rsplit(":", 1)[-1]
    except (NoSuchAnswer, DatabaseUnusable) as error:
        return UNREADABLE, str(error)
    except KeyError as error:
        return UNREADABLE, f"{code!r} makes a choice that does not exist: {error}."
    here = db.snapshot.hash[:HASH_LENGTH]
    if numbers == again:
        return EQUAL, f"EQUAL: the numbers behind {code} are those of snapshot {here}."
    if snapshot != here:
        return DIFFERENT, f"NOT EQUAL: {code} was made from snapshot {snapshot}; {database} is {here}."
    return DIFFERENT, f"NOT EQUAL: snapshot {here} gives {again}, the code says {numbers}."


def main(argv: Sequence[str] | None = None) -> int:
    """The command: 0 equal, 1 not equal, 2 the code or the database cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m data_access.verify", description=__doc__)
    parser.add_argument("code", metavar="CODE", help="as it stands under a figure, on a slide or in a file")
    parser.add_argument(
        "--database", type=Path, default=None, help="default: LIVERLINE_DB, else the simulated trial"
    )
    arguments = parser.parse_args(argv)
    outcome, sentence = verify(arguments.code, arguments.database or path_of_database())
    print(sentence, file=sys.stdout if outcome != UNREADABLE else sys.stderr)
    return outcome


if __name__ == "__main__":
    sys.exit(main())
