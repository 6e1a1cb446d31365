"""Which encoding a text is in."""

import pytest

from data_access.building.reading.text_encoding import CODECS, EncodingDetective

CHINESE = "总胆红素,直接胆红素,谷丙转氨酶,慢加急性肝衰竭,单位μmol/L,体温37.2℃\n"
WESTERN = "Café,Müller,µmol/L,naïve,±2,patient’s\n"


def encoding_of(content, piece=1000):
    detective = EncodingDetective()
    for at in range(0, len(content), piece):
        detective.feed(content[at : at + piece])
    return detective.encoding()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("STUDYID,USUBJID\n", "UTF-8"),
        (CHINESE, "UTF-8"),
        (CHINESE, "UTF-8-BOM"),
        (CHINESE, "GB18030"),
        (CHINESE, "UTF-16"),
        (WESTERN, "WINDOWS-1252"),
        (WESTERN, "UTF-8"),
    ],
)
@pytest.mark.parametrize("piece", [1, 7, 1000])
def test_the_encoding_that_was_used_is_found(text, name, piece):
    assert encoding_of(text.encode(CODECS[name]), piece) == name


def test_one_chinese_name_at_the_very_end_decides_for_the_whole_file():
    assert encoding_of(b"S,LB,1,ALT\n" * 100_000 + "胆红素".encode("gb18030")) == "GB18030"


def test_a_micro_sign_in_an_ascii_file_is_not_read_as_a_chinese_character():
    content = b"BILI,17.1,\xb5mol/L\n" * 50
    assert content.decode("gb18030").startswith("BILI,17.1,祄ol/L")
    assert encoding_of(content) == "WINDOWS-1252"


def test_bytes_that_are_no_text_have_no_encoding():
    assert encoding_of(b"\xff\x81\x00\x8d\x90") is None


def test_utf16_that_is_cut_within_a_character_is_no_text():
    assert encoding_of(CHINESE.encode("utf-16")[:-1]) is None
