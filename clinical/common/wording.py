"""The same words in English and Chinese, side by side, so that neither is forgotten."""

from typing import Any, NamedTuple


class Wording(NamedTuple):
    """One text in both languages of the product."""

    en: str
    zh: str

    def fill(self, **values: Any) -> "Wording":
        """Both texts with their {placeholders} filled; a Wording among the values fills by language."""

        def filled(language: str) -> str:
            chosen = {k: getattr(v, language) if isinstance(v, Wording) else v for k, v in values.items()}
            template: str = getattr(self, language)
            return template.format(**chosen)

        return Wording(filled("en"), filled("zh"))

    def of(self, language: str) -> str:
        """The text in 'zh' or, for every other language, in English."""
        return self.zh if language == "zh" else self.en


def same(text: str) -> Wording:
    """A text that reads alike in both languages, such as a number or 'INR'."""
    return Wording(text, text)


def joined(parts: list[Wording] | tuple[Wording, ...], en: str = "; ", zh: str = "；") -> Wording:
    """Several texts as one, in order."""
    return Wording(en.join(part.en for part in parts), zh.join(part.zh for part in parts))
