"""Whose file it is: a file of a page answers only to the sign-in whose page was told its address.

Streamlit names a file by its content and hands it to whoever knows the name. A page learns the name through its
socket, so the socket's side of the door knows for whom a file was made.
"""

from collections import OrderedDict
from contextlib import suppress
from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data_access.access_log.append import LogUnwritable
from pages.access import log, rights
from pages.access.settings import SignIn
from pages.access.ticket import Ticket
from pages.door import refusals

PLACE = "/media/"
_PLACE = PLACE.encode()
# The name of a file is fetched within moments of being told; at ten downloads a minute, a shift's.
MOST = 10_000

_told: OrderedDict[tuple[str, str], None] = OrderedDict()


def overhear(ticket: Ticket, message: Message) -> None:
    """What the server says to a page of this sign-in: remember a file whose address it tells.

    Only where the server itself tells one, in answer to a press: a text that looks like an address is data.
    """
    data = message.get("bytes")
    if not data or _PLACE not in data:
        return
    said = ForwardMsg.FromString(data)
    address = said.backend_operation_response.deferred_file.url
    if address.startswith(PLACE):
        told = ticket.key, _name(address)
        _told[told] = None
        _told.move_to_end(told)
    while len(_told) > MOST:
        _told.popitem(last=False)


def refusal(ticket: Ticket, settings: SignIn, request: Request) -> Response | None:
    """None where the file was made for this sign-in; else the answer: nothing there, or, written down, not yours."""
    name = _name(request.scope["path"])
    if (ticket.key, name) in _told:
        return None
    if not any(other == name for _, other in _told):
        return PlainTextResponse("Not found", 404)
    with rights.acting_as(rights.reader_of(ticket.claims, settings)), suppress(LogUnwritable):
        # The reason why it could not be written is in the server's log, and nothing is opened either way.
        log.record("refusal", page="file", file=name)
    return refusals.say(request, "not_yours", 403)


def _name(address: str) -> str:
    """The name by which Streamlit finds the file, which has no ending."""
    return PurePosixPath(address).stem
