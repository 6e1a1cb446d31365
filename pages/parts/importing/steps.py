"""Import by upload, step by step: files, what they are, what would be built from them, and only then the swap."""

from pathlib import Path

import streamlit as st

from data_access.build import build
from data_access.building.loading.report import Report
from data_access.building.loading.swap import previous_of
from data_access.common.database import Database
from data_access.common.errors import BuildError
from data_access.importing import takeover
from data_access.importing.preview import Preview
from data_access.importing.refusals import MOST_UPLOADED_MB, Refused
from pages.access import log, rights
from pages.common import plain_table
from pages.common.text import Words, plain
from pages.parts.importing import mapping, state
from pages.parts.importing.state import Built, Import

# The columns of a rejected row.
REJECTED = ("file", "row", "column", "reason", "record")


def show(database: Database, words: Words) -> None:
    """The steps that can be taken now."""
    if not rights.may("import"):
        st.error(words("import.not_allowed"))
        return
    if done := st.session_state.pop("import_done", None):
        st.success(plain(done))
    st.caption(plain(words("import.explain", limit=MOST_UPLOADED_MB)))
    try:
        _steps(database, words)
    except Refused as refused:
        state.forget()
        st.error(plain(words(f"import.refused.{refused.code}", **refused.about)))
    except BuildError as error:
        st.error(plain(f"{words('import.failed')} {error}"))


def _steps(database: Database, words: Words) -> None:
    files = st.file_uploader(
        words("import.files"),
        accept_multiple_files=True,
        key=f"import_files_{st.session_state.get(state.ROUND, 0)}",
    )
    if not files:
        state.forget()
        return
    begun = state.under_way([(file.file_id, file.name, file.getvalue()) for file in files])
    _preview(begun.found, words)
    source = begun.folder("delivery")
    if not begun.found.datasets:
        mapped = mapping.show(begun, words)
        if mapped is None:
            return
        source = mapped
    if st.button(words("import.check"), type="secondary", key="import_check"):
        _build(begun, source, database, words)
    if begun.built is not None:
        _report(begun.built.report, words)
        _take_over(begun, begun.built, database, words)


def _preview(found: Preview, words: Words) -> None:
    """What each file is taken for."""
    rows = [
        (
            inspected.file, inspected.format, inspected.encoding,
            ", ".join(f"{domain.upper() or '?'} {count:,}" for domain, count in inspected.rows.items()),
            f"{inspected.ragged:,}",
        )
        for inspected in found.datasets
    ]  # fmt: skip
    as_sheet = words("import.to_map" if not found.datasets else "import.not_mapped")
    rows += [(path.name, path.suffix[1:].upper(), "", as_sheet, "") for path in found.sheets]
    rows += [(left.file, "", "", words("import.left", reason=left.reason), "") for left in found.left]
    st.markdown(f"**{plain(words('import.found'))}**")
    head = ("dataset.file", "dataset.format", "dataset.encoding", "import.domains", "import.ragged")
    plain_table.show([words(key) for key in head], rows)


def _build(begun: Import, source: Path, database: Database, words: Words) -> None:
    """Build beside everything that readers see; they see nothing of it."""
    begun.built = None
    bar = st.progress(0.0, words("import.building"))
    out = begun.folder("built") / "trial.duckdb"
    out.unlink(missing_ok=True)

    def progress(share: float, what: str) -> None:
        bar.progress(min(share, 1.0), plain(f"{words('import.building')} {what}"))

    report = build(source, out, progress, earlier=database.identity.path)
    bar.empty()
    begun.built = Built(out, report)


def _report(report: Report, words: Words) -> None:
    """What the build read, loaded and rejected, and what the checks found."""
    st.markdown(f"**{plain(words('import.report'))}**")
    counts = ("rows_read", "rows_loaded", "rows_rejected")
    sums = {name: sum(source[name] for source in report.sources) for name in counts}
    study, cutoff = report.snapshot["study"] or "?", report.snapshot["data_cutoff"] or "?"
    said = words("import.sums", study=study, cutoff=cutoff, **{name: f"{n:,}" for name, n in sums.items()})
    st.markdown(plain(said))
    rejected = [
        # A record as delivered has no room to break its line.
        tuple(str(item[name] or "").replace('","', '", "') for name in REJECTED)
        for item in report.rejected
    ]
    if rejected:
        st.caption(plain(words("import.rejected", n=len(rejected), of=f"{sums['rows_rejected']:,}")))
        plain_table.show([words(f"dataset.{name}") for name in REJECTED], rejected)
    found = [
        (words.known("check", check["check_id"]), words(f"dataset.{check['severity']}"), f"{check['n']:,}")
        for check in report.checks
        if check["n"]
    ]
    st.caption(plain(words("import.checks", n=len(report.checks), found=len(found))))
    if found:
        plain_table.show([words(f"dataset.{name}") for name in ("check", "severity", "findings")], found)


def _take_over(begun: Import, built: Built, database: Database, words: Words) -> None:
    """Say what will happen, and do it on the word of the reader."""
    snapshot = built.report.snapshot
    target = takeover.target_of(snapshot["study"] or "", bool(snapshot["simulated"]), database)
    kind = "replaces_open" if target.open else "replaces" if target.replaces else "new_file"
    facts = {"file": target.path.name, "kept": previous_of(target.path).name, "path": str(target.path)}
    st.info(plain(words(f"import.{kind}", **facts)))
    agreed = st.checkbox(words("import.agree", file=target.path.name), key="import_agree")
    if not st.button(words("import.take_over"), type="primary", disabled=not agreed, key="import_take_over"):
        return
    if not agreed or not rights.may("import"):
        return
    log.record(
        "import",
        file=", ".join(begun.names),
        study=snapshot["study"] or "",
        snapshot=snapshot["hash"],
        target=str(target.path),
    )
    takeover.take_over(built.file, target)
    st.session_state["import_done"] = words(f"import.done_{kind}", **facts)
    state.start_over()
    st.rerun()
