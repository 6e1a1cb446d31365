"""Damage that looks for new ways through our own readers: `python -m tests.faults.guided FILE -runs=N -seed=N`.

atheris (libFuzzer) keeps what reaches code that no file before it has reached. In a process of its own, because
libFuzzer ends the process it runs in.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["data_access"]):
    from tests.faults.reading import WRONG, Store


def main() -> None:
    original, *options = sys.argv[1:]
    with TemporaryDirectory() as folder:
        path, store = Path(folder) / Path(original).name, Store()

        def read(content: bytes) -> None:
            path.write_bytes(content)
            outcome, said = store.read(path)
            assert outcome != WRONG, said

        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        (corpus / "original").write_bytes(Path(original).read_bytes())
        atheris.Setup([sys.argv[0], str(corpus), *options], read)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
