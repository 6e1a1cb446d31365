"""The key behind the masks of subjects: whoever has it and the data can tell who is meant, nobody else can."""

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path

from data_access.common.lock import turn

KEY_BYTES = 32
MASK_LETTERS = 8
PATIENCE_S = 10.0


def path_of_key(log: Path) -> Path:
    """Where the key beside this access log lies, or would."""
    return log.with_name("mask.key")


def key_beside(log: Path) -> bytes:
    """The key beside the access log, made at its first use, readable by nobody else; OSError if it cannot be."""
    path = path_of_key(log)
    with turn(path.with_name("mask.key.lock"), PATIENCE_S):
        if not path.exists() or path.stat().st_size < KEY_BYTES:
            descriptor = os.open(
                path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600
            )
            try:
                os.write(descriptor, secrets.token_bytes(KEY_BYTES))
            finally:
                os.close(descriptor)
        return path.read_bytes()


def mask(key: bytes, snapshot: str, usubjid: str) -> str:
    """What a subject is called in de-identified views of this snapshot, and of no other."""
    return "P-" + _digest(key, snapshot, usubjid).hex()[:MASK_LETTERS].upper()


def days_off(key: bytes, snapshot: str, usubjid: str) -> int:
    """By how many days, up to a year, the dates of a subject without a day 1 are moved further."""
    return int.from_bytes(_digest(key, snapshot, usubjid)[-4:], "big") % 365


def _digest(key: bytes, *parts: str) -> bytes:
    return hmac.new(key, "\0".join(parts).encode("utf-8", "surrogatepass"), sha256).digest()
