"""The pages of a checkout from state to state, and what a state, an element or a file is once normalised.

A part of `benchmarks/behaviour.py`, which says what is captured and what is left out.
"""

import base64
import contextlib
import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

HERE = Path.cwd()
LANGUAGES = ("en", "zh")
AXES = ("view", "arms_view", "survival_view", "safety_view", "part", "subject")
PROJECTED = ("arms", "survival", "safety")
# The language has its own turn; a name chosen on the board opens the page of the patient, which has its own.
LEFT_ALONE = {"lang", "named_subject"}
SLOW = {"slides"}
DEPTH, MOST_OPTIONS, TIMEOUT_S = 3, 4, 300
TYPED = {"text_input": "3", "number_input": 3.0}
CHAINED = {"n", "at", "log", "previous", "hash"}
Part = tuple[str, str]
Choice = tuple[str, Any]


class Found(Protocol):
    """Where what was found is put."""

    found: dict[str, list[Part]]

    def add(self, name: str, parts: Iterable[Part]) -> None: ...


class Label(str):
    """An option as the reader sees it, which Streamlit's AppTest would otherwise word a second time."""


# What is normalised: see above for the reasons.
def settled(text: str) -> str:
    """Without the moment of the capture, ids of elements and random names."""
    today = datetime.now(UTC)
    # Where a moment stands in markdown, its signs are escaped; in JSON, the escapes are again.
    day = rf"{today:%Y}\\*-{today:%m}\\*-{today:%d}"
    text = re.sub(rf"{day}([T ]\d\d\\*:\d\d(\\*:\d\d(\.\d+)?)?Z?)?", "<now>", text)
    text = re.sub(f"{today:%d%b%y}".upper() + r":\d\d:\d\d:\d\d", "<now>", text)
    text = re.sub(r"behaviour\\*-(?:[a-z0-9]|\\*_){8}", "<work>", text)
    return re.sub(r"\$\$(ID|STREAMLIT_INTERNAL_KEY\w*)-[0-9a-f]{8,}-", r"$$\1-", text)


def lines_of(value: object) -> str:
    """A value as JSON, one thing a line, also the lines of a long text, so that a difference is short."""
    said = json.dumps(value, ensure_ascii=False, indent=0, sort_keys=True, default=str)
    return settled(said.replace("\\n", "\n"))


def plain(message: Any) -> dict[str, Any]:
    """A protobuf message as JSON, with what it carries packed (Arrow, JSON in text) unpacked."""
    found: dict[str, Any] = {}
    for field, value in message.ListFields():
        if field.name in ("deferred_file_id", "stack_trace"):
            continue
        if field.message_type and field.message_type.GetOptions().map_entry:
            found[field.name] = {str(key): unpacked(item) for key, item in value.items()}
        else:
            found[field.name] = [unpacked(item) for item in value] if field.is_repeated else unpacked(value)
    return found


def unpacked(value: Any) -> Any:
    if hasattr(value, "ListFields"):
        return plain(value)
    if isinstance(value, bytes):
        return arrow_rows(value)
    if isinstance(value, str) and value[:1] in ("{", "["):
        with contextlib.suppress(ValueError):
            return json.loads(value)
    return value


def arrow_rows(content: bytes) -> Any:
    import pyarrow as pa

    try:
        table = pa.ipc.open_stream(content).read_all()
    except pa.ArrowInvalid:
        return base64.b64encode(content).decode()
    return {"columns": str(table.schema), "rows": [list(row.values()) for row in table.to_pylist()]}


def file_parts(name: str, content: bytes | str) -> Iterator[Part]:
    """A file as its parts: of a packed one each entry, entries that are packed themselves again."""
    content = content.encode() if isinstance(content, str) else content
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for entry in packed.namelist():
                yield from file_parts(f"{name}!{entry}", packed.read(entry))
        return
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    yield name, settled(text.replace("><", ">\n<") if text.lstrip("\ufeff")[:1] == "<" else text)


def walk_pages(found: Found, only: list[str]) -> None:
    """Every page, or `only` some, in both languages."""
    import streamlit as st
    from streamlit.components.v2 import manifest_scanner
    from streamlit.testing.v1 import element_tree

    as_worded = element_tree._format_value_for_widget
    element_tree._format_value_for_widget = lambda words, value: (
        str(value) if isinstance(value, Label) else as_worded(words, value)
    )
    # Each session reads what every installed package says of itself, which takes longer than our pages.
    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
    offered: list[tuple[str, str, Callable[[], bytes | str]]] = []
    button = st.download_button

    def listened(label: str, data: Any, *args: Any, **options: Any) -> bool:
        # The app's `offer` binds what makes the file as the first argument of what waits for a press.
        made = data.args[0] if callable(data) else lambda: data
        offered.append((options["key"], options["file_name"], made))
        return button(label, data, *args, **options)

    st.download_button = listened
    pages = sorted(
        path.stem for path in (HERE / "pages").glob("*.py") if path.stem not in ("__init__", "frame")
    )
    for page in only or pages:
        for language in LANGUAGES:
            Walk(found, offered, page, {"lang": language}).go([])
            if page in PROJECTED:
                Walk(found, offered, page, {"lang": language, "projector": "on"}).go([])
        print(f"{datetime.now():%H:%M:%S} {page}: {len(found.found)} states", flush=True)


class Walk:
    """One page in one language, from state to state; a state is reached anew by its choices."""

    def __init__(self, found: Found, offered: list[Any], page: str, address: dict[str, str]) -> None:
        self.found, self.offered, self.page, self.address = found, offered, page, address

    def name(self, choices: list[Choice]) -> str:
        said = ", ".join(f"{key}={option if key != 'typed' else 'all'}" for key, option in choices)
        return f"page {self.page} {'/'.join(self.address.values())} [{said}]"

    def go(self, choices: list[Choice], known: frozenset[str] = frozenset()) -> None:
        """This state, then every one that a single choice not `known` above leads to."""
        try:
            app = self.reached(choices)
        except Exception as error:  # whatever it is, it is what this checkout does in this state
            self.found.add(self.name(choices), [("cannot be reached", settled(f"{error!r}"))])
            print(f"cannot be reached: {self.name(choices)}: {error!r}"[:500], flush=True)
            return
        if len(choices) == DEPTH:
            return
        here = [widget for widget in widgets(app) if widget.key not in known | LEFT_ALONE]
        axis = next((widget for key in AXES for widget in here if widget.key == key), None)
        if axis is not None:
            for option in options_of(axis):
                self.go([*choices, (axis.key, option)], known | {axis.key})
            return
        below = known | {widget.key for widget in here}
        for widget in here:
            for option in options_of(widget):
                self.go([*choices, (widget.key, option)], below)
        if any(widget.type in TYPED for widget in here) and not choices[1:]:
            self.go([*choices, ("typed", TYPED)], below)

    def reached(self, choices: list[Choice]) -> Any:
        """The page after the choices, captured."""
        from streamlit.testing.v1 import AppTest

        app = AppTest.from_file(HERE / "pages" / "frame.py", default_timeout=TIMEOUT_S)
        app.query_params.update(self.address)
        app = app if self.page == "ward" else app.switch_page(f"{self.page}.py")
        log = Path(os.environ["LIVERLINE_LOG"])
        before = len(log.read_bytes()) if log.exists() else 0
        self.offered.clear()
        app.run()
        if not choices:
            self.found.add(f"{self.name(choices)} closed", self.parts(app, log, before, files=False))
        for key, option in choices:
            for widget in [w for w in widgets(app) if w.key == key or (key == "typed" and w.type in TYPED)]:
                choose(widget, option)
            app.run()
        for fold in folds(app._tree):
            app.session_state[fold] = True
        self.offered.clear()
        app.run()
        self.found.add(self.name(choices), self.parts(app, log, before, slow=len(choices) < 2))
        if app.exception:
            print(f"an exception is shown: {self.name(choices)}", flush=True)
        return app

    def parts(
        self, app: Any, log: Path, before: int, *, files: bool = True, slow: bool = False
    ) -> Iterator[Part]:
        yield "address", lines_of(dict(app.query_params))
        yield from shown(app._tree, "")
        written = log.read_text("utf-8").encode()[before:].decode().splitlines() if log.exists() else []
        said = [{k: v for k, v in json.loads(line).items() if k not in CHAINED} for line in written]
        yield "access log", lines_of(said)
        for key, name, make in list(self.offered) if files else ():
            if slow or key not in SLOW:
                yield from file_parts(f"file {key} {name}", make())


def shown(block: Any, place: str) -> Iterator[Part]:
    """Every block and element below a block in the order of the screen, named by its place, type and key."""
    for number, child in block.children.items():
        here = f"{place}/{number}"
        name = f"{here} {child.type} {getattr(child, 'key', None) or ''}".rstrip()
        if getattr(child, "proto", None) is not None:
            yield name, lines_of(plain(child.proto))
        if hasattr(child, "children"):
            yield from shown(child, here)


def folds(block: Any) -> Iterator[str]:
    """The keys of the expanders and popovers that run the page when they are opened."""
    for child in getattr(block, "children", {}).values():
        inner = getattr(getattr(child, "proto", None), "popover", getattr(child, "proto", None))
        if hasattr(child, "children") and (
            key := re.fullmatch(r"\$\$ID-[0-9a-f]+-(.+)", getattr(inner, "id", ""))
        ):
            yield key[1]
        yield from folds(child)


def widgets(app: Any) -> list[Any]:
    kinds = ("button_group", "selectbox", "multiselect", "radio", "toggle", "checkbox", *TYPED)
    return [widget for kind in kinds for widget in app.get(kind) if widget.key]


def options_of(widget: Any) -> list[Any]:
    """The options to choose, by place, so that states have one name in both languages."""
    if widget.type in TYPED:
        return []
    if widget.type in ("toggle", "checkbox"):
        return [not widget.value]
    count = len(widget.options)
    return (
        sorted({0, 1, count // 2, count - 1} & set(range(count)))
        if count > MOST_OPTIONS * 3
        else [*range(count)]
    )


def choose(widget: Any, option: Any) -> None:
    if widget.type in TYPED:
        widget.set_value(option[widget.type])
    elif widget.type in ("toggle", "checkbox"):
        widget.set_value(option)
    elif option < len(widget.options):
        chosen = Label(widget.options[option])
        widget.set_value([chosen] if widget.type == "multiselect" else chosen)
