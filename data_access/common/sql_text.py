"""SQL whose table and column names come from the data: names are quoted, values never enter the text."""


def quoted(name: str) -> str:
    """A name as an SQL identifier, whatever it contains."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Text as an SQL string, for the few places that take no parameters."""
    return "'" + text.replace("'", "''") + "'"


def fill(template: str, **parts: str) -> str:
    """The template with its {parts}: quoted names, or expressions made of quoted names; never a value."""
    return template.format(**parts)
