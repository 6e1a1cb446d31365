"""One reader without a browser: speaks Streamlit's websocket protocol with its own protobufs."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.served import HOST

FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
RERUN_TIMEOUT_S = 120.0


class PageError(RuntimeError):
    """The page did not run to its end, or showed an exception."""


@dataclass
class Session:
    """A browser tab's side of the conversation: its widgets, its address, the messages it has cached.

    `heard`: what the server said in the last rerun.
    """

    socket: ClientConnection
    address: str
    page_script_hash: str = ""
    widgets: dict[str, WidgetState] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    cached: dict[str, int] = field(default_factory=dict)
    runs: int = 0
    cache_age: int = 2
    bytes_received: int = 0
    heard: list[ForwardMsg] = field(default_factory=list)

    @classmethod
    async def open(cls, port: int, page: str) -> Self:
        """Connect as a browser does; `page` is the path with its query, for example /patient?subject=X."""
        stream = f"ws://{HOST}:{port}/_stcore/stream"
        socket = await connect(stream, subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]
        return cls(socket, f"http://{HOST}:{port}{page}")

    async def rerun(self) -> float:
        """Run the script once with the present widget states: seconds until it finished."""
        self.heard = []
        began = time.perf_counter()
        await self.socket.send(self._request().SerializeToString())
        async with asyncio.timeout(RERUN_TIMEOUT_S):
            while True:
                data = await self.socket.recv(decode=False)
                self.bytes_received += len(data)
                message = ForwardMsg.FromString(data)
                self.heard.append(message)
                if message.WhichOneof("type") == "script_finished":
                    if message.script_finished in FINISHED:
                        break
                    if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                        raise PageError(f"{self.address} does not compile")
                self._take(message)
        seconds = time.perf_counter() - began
        self._forget_old_messages()
        return seconds

    def turn(self, key: str) -> bool:
        """Choose the next option of the widget with this key, as a reader would; False if there is none."""
        for widget_id, options in self.choices.items():
            if widget_id.endswith(f"-{key}") and len(options) > 1:
                state = self.widgets[widget_id]
                array = state.WhichOneof("value") == "string_array_value"
                now = (state.string_array_value.data[:1] or [""])[0] if array else state.string_value
                chosen = options[(options.index(now) + 1) % len(options)] if now in options else options[0]
                self.widgets[widget_id] = _state(widget_id, chosen, array=array)
                return True
        return False

    async def close(self) -> None:
        await self.socket.close()

    def _request(self) -> BackMsg:
        request = BackMsg()
        state = request.rerun_script
        parts = urlsplit(self.address)
        state.query_string = parts.query
        state.page_script_hash = self.page_script_hash
        if not self.page_script_hash:
            state.page_name = parts.path.strip("/")
        state.context_info.url = self.address
        state.context_info.locale = "en-GB"
        state.context_info.timezone = "UTC"
        state.widget_states.widgets.extend(self.widgets.values())
        state.cached_message_hashes.extend(self.cached)
        return request

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.page_script_hash = message.new_session.page_script_hash
            self.cache_age = message.new_session.config.max_cached_message_age or self.cache_age
        elif kind == "navigation":
            self.page_script_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            query = message.page_info_changed.query_string
            self.address = urlsplit(self.address)._replace(query=query).geturl()
        elif kind == "ref_hash":
            self.cached[message.ref_hash] = self.runs
        elif kind == "delta":
            self._take_delta(message.delta)
        if message.metadata.cacheable:
            self.cached[message.hash] = self.runs

    def _take_delta(self, delta: Delta) -> None:
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise PageError(f"{self.address}: {element.exception.type}: {element.exception.message}")
        if kind in ("selectbox", "radio", "button_group"):
            self._take_choice(element, kind)

    def _take_choice(self, element: Element, kind: str) -> None:
        """Remember a widget's options and, as the browser does, its first value."""
        widget = getattr(element, kind)
        array = kind == "button_group"
        options = [option.content for option in widget.options] if array else list(widget.options)
        self.choices[widget.id] = options
        if widget.set_value:
            raw = (list(widget.raw_values) or [""])[0] if array else widget.raw_value
            self.widgets[widget.id] = _state(widget.id, raw, array=array)
        elif widget.id not in self.widgets:
            defaults = list(widget.default) if array else [widget.default]
            first = options[defaults[0]] if defaults and options else ""
            self.widgets[widget.id] = _state(widget.id, first, array=array)

    def _forget_old_messages(self) -> None:
        self.runs += 1
        self.cached = {key: run for key, run in self.cached.items() if self.runs - run <= self.cache_age}


def _state(widget_id: str, chosen: str, *, array: bool) -> WidgetState:
    state = WidgetState(id=widget_id)
    if array:
        state.string_array_value.data.extend([chosen] if chosen else [])
    else:
        state.string_value = chosen
    return state
