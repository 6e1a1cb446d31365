"""Many readers at once, each with a patient and choices of their own: nobody receives anything of another's."""

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.served import Served, serve
from benchmarks.session import Session
from pages.common.text import LANGUAGES, Words
from tests.conftest import ROOT

READERS = 8
RERUNS = 25
AXES = ("day", "date", "infusion", "week")
SUBJECT = re.compile(rb"SIM-\d{3}")
STANDS_SOMEWHERE = ("delta", "ref_hash")
SAYS_SOMETHING = (*STANDS_SOMEWHERE, "page_info_changed", "navigation")
Page: TypeAlias = dict[str, bytes]
"""What stands at each place of a page, and what was said of its address and its menu."""


@dataclass
class Reader:
    """Somebody at a patient page: all that they have heard, and the two pages that they turn to and fro."""

    session: Session
    language: str
    heard: dict[str, bytes] = field(default_factory=dict)
    alone: list[Page] = field(default_factory=list)

    @property
    def subject(self) -> str:
        picker = next(state for id_, state in self.session.widgets.items() if id_.endswith("-subject"))
        return picker.string_value

    async def turn(self, key: str = "") -> Page:
        """Choose the next option of a widget; the page after that."""
        assert not key or self.session.turn(key)
        await self.session.rerun()
        page = {}
        for message in self.session.heard:
            kind = message.WhichOneof("type") or ""
            if kind != "ref_hash":
                self.heard[message.hash] = content(message)
            if kind in SAYS_SOMETHING:
                # A place may be written twice, and how often one hears of it is a matter of speed.
                place = str(message.metadata.delta_path) if kind in STANDS_SOMEWHERE else kind
                page[place] = self.heard[message.ref_hash or message.hash]
        return page


def content(message: ForwardMsg) -> bytes:
    """What a message says, without what is new in every rerun and without the list of all patients to choose from."""
    plain = ForwardMsg.FromString(message.SerializeToString())
    element = plain.delta.new_element
    kind = element.WhichOneof("type") if plain.WhichOneof("type") == "delta" else None
    if kind == "download_button":
        element.download_button.deferred_file_id = ""
    if kind == "selectbox" and element.selectbox.id.endswith("-subject"):
        del element.selectbox.options[:]
    plain.hash = ""
    # Text of the data is escaped where it stands in markdown.
    return plain.SerializeToString(deterministic=True).replace(b"\\", b"")


@pytest.fixture(scope="module")
def server(
    database_file: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    log = tmp_path_factory.mktemp("server") / "log.txt"
    environment = {"LIVERLINE_DB": str(database_file("simulated"))}
    with serve(ROOT / "app.py", folder=ROOT, log=log, environment=environment) as running:
        running.wait_until_up()
        yield running


async def seat(server: Served, number: int) -> Reader:
    """A reader with another patient than everybody else; every second in English, every fourth without identities.

    They have turned their page to and fro while nobody else did.
    """
    language = LANGUAGES[number % 2]
    address = f"/patient?lang={language}&axis={AXES[number % 4]}" + "&masked=on" * (number % 4 == 3)
    reader = Reader(await Session.open(server.port, address), language)
    await reader.turn()
    for _ in range(2 * number):
        reader.session.turn("subject")
    await reader.turn()
    reader.alone = [await reader.turn("scale") for _ in range(4)][-2:]
    return reader


async def in_the_crowd(reader: Reader) -> None:
    """Turn the page to and fro as quickly as it goes; each time it is as it was without the others."""
    for number in range(RERUNS):
        page, alone = await reader.turn("scale"), reader.alone[number % 2]
        places = [place for place in page | alone if page.get(place) != alone.get(place)]
        assert not places, f"{reader.subject}: {[(page.get(place), alone.get(place)) for place in places]}"


async def everybody(server: Served) -> list[Reader]:
    readers = [await seat(server, number) for number in range(READERS)]
    await asyncio.gather(*map(in_the_crowd, readers))
    for reader in readers:
        await reader.session.close()
    return readers


def test_in_a_crowd_everybody_hears_what_they_hear_alone_and_nothing_of_another_patient(server):
    readers = asyncio.run(everybody(server))
    assert len({reader.subject for reader in readers}) == READERS
    for reader in readers:
        said = b"\n".join(value for page in reader.alone for value in page.values())
        # Who is masked hears of no subject by its name.
        assert set(SUBJECT.findall(said)) == set(SUBJECT.findall(reader.subject.encode()))
        assert reader.subject.encode() in said
        (other,) = set(LANGUAGES) - {reader.language}
        for key in ("patient.previous", "identities.switch"):
            assert Words(reader.language)(key).encode() in said
            assert Words(other)(key).encode() not in said
