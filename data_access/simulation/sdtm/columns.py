"""The SDTM variables of each file of the simulated trial, in order."""

_ID = ("STUDYID", "DOMAIN", "USUBJID")
_VISIT = ("VISITNUM", "VISIT", "EPOCH")
_SUPP = ("STUDYID", "RDOMAIN", "USUBJID", "IDVAR", "IDVARVAL", "QNAM", "QLABEL", "QVAL", "QORIG", "QEVAL")


def _finding(domain: str, *extra: str) -> tuple[str, ...]:
    """Identifier, test, result; then what the domain adds; then baseline flag, visit and date."""
    result = [f"{domain}{name}" for name in ("SEQ", *extra)]
    return (*_ID, *result, f"{domain}LOBXFL", *_VISIT, f"{domain}DTC", f"{domain}DY")


_RESULT = ("ORRES", "ORRESU", "STRESC", "STRESN", "STRESU", "STAT", "REASND")
_DOSE = ("DOSE", "DOSU", "DOSFRM", "DOSFRQ", "ROUTE")
_SPAN = ("STDTC", "ENDTC", "STDY", "ENDY")


def _of(domain: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{domain}{name}" for name in names)


COLUMNS: dict[str, tuple[str, ...]] = {
    "DM": (
        *_ID,
        "SUBJID",
        "RFSTDTC",
        "RFENDTC",
        "RFXSTDTC",
        "RFXENDTC",
        "RFICDTC",
        "RFPENDTC",
        "DTHDTC",
        "DTHFL",
        "SITEID",
        "AGE",
        "AGEU",
        "SEX",
        "RACE",
        "ETHNIC",
        "ARMCD",
        "ARM",
        "ACTARMCD",
        "ACTARM",
        "ARMNRS",
        "COUNTRY",
        "DMDTC",
        "DMDY",
    ),
    "SUPPDM": _SUPP,
    "DS": (
        *_ID,
        *_of("DS", "SEQ", "TERM", "DECOD", "CAT", "SCAT"),
        "EPOCH",
        *_of("DS", "DTC", "STDTC", "STDY"),
    ),
    "IE": (
        *_ID,
        *_of("IE", "SEQ", "TESTCD", "TEST", "CAT", "ORRES", "STRESC"),
        *_VISIT,
        *_of("IE", "DTC", "DY"),
    ),
    "SV": (*_ID, "VISITNUM", "VISIT", "EPOCH", "SVSTDTC", "SVENDTC", "SVSTDY", "SVENDY", "SVUPDES"),
    "DD": (*_ID, *_of("DD", "SEQ", "TESTCD", "TEST", "ORRES", "STRESC", "DTC", "DY")),
    "MH": (
        *_ID,
        *_of("MH", "SEQ", "TERM", "DECOD", "CAT", "PRESP", "OCCUR", "STDTC", "STDY", "ENRTPT", "ENTPT"),
    ),
    "EX": (
        *_ID,
        *_of("EX", "SEQ", "SPID", "TRT", *_DOSE, "VAMT", "VAMTU", "ADJ"),
        *_VISIT,
        *_of("EX", *_SPAN),
    ),
    "EC": (
        *_ID,
        *_of("EC", "SEQ", "SPID", "TRT", "MOOD", "PRESP", "OCCUR", "REASOC", *_DOSE, "ADJ"),
        *_VISIT,
        *_of("EC", *_SPAN),
    ),
    "CM": (
        *_ID,
        *_of("CM", "SEQ", "TRT", "DECOD", "CAT", "INDC", *_DOSE),
        "EPOCH",
        *_of("CM", *_SPAN, "ENRTPT", "ENTPT"),
    ),
    "PR": (
        *_ID,
        *_of("PR", "SEQ", "TRT", "DECOD", "CAT", "INDC", "DOSE", "DOSU"),
        "EPOCH",
        *_of("PR", *_SPAN),
    ),
    "AE": (
        *_ID,
        *_of(
            "AE",
            "SEQ",
            "TERM",
            "DECOD",
            "BODSYS",
            "SEV",
            "SER",
            "ACN",
            "REL",
            "OUT",
            "SDTH",
            "SHOSP",
            "SLIFE",
            "TOXGR",
        ),
        "EPOCH",
        *_of("AE", *_SPAN, "ENRTPT", "ENTPT"),
    ),
    "SUPPAE": _SUPP,
    "LB": _finding(
        "LB",
        "TESTCD",
        "TEST",
        "CAT",
        "ORRES",
        "ORRESU",
        "ORNRLO",
        "ORNRHI",
        "STRESC",
        "STRESN",
        "STRESU",
        "STNRLO",
        "STNRHI",
        "NRIND",
        "STAT",
        "REASND",
        "SPEC",
    ),
    "VS": (
        *_finding("VS", "TESTCD", "TEST", "POS", *_RESULT[:5], "LOC"),
        *_of("VS", "TPT", "TPTNUM", "ELTM", "TPTREF", "RFTDTC"),
    ),
    "RS": _finding("RS", "TESTCD", "TEST", "CAT", "ORRES", "STRESC", "STRESN", "EVAL"),
    "CP": _finding("CP", "GRPID", "TESTCD", "TEST", "SBMRKS", *_RESULT[:5], "SPEC", "METHOD"),
    "FA": (
        *_finding("FA", "TESTCD", "TEST", "CAT", "OBJ", "ORRES", "STRESC", "STAT", "REASND", "EVAL"),
        *_of("FA", "TPT", "TPTNUM", "ELTM", "TPTREF", "RFTDTC"),
    ),
    "TS": ("STUDYID", "DOMAIN", "TSSEQ", "TSPARMCD", "TSPARM", "TSVAL"),
    "TA": ("STUDYID", "DOMAIN", "ARMCD", "ARM", "TAETORD", "ETCD", "ELEMENT", "TABRANCH", "TATRANS", "EPOCH"),
    "TV": ("STUDYID", "DOMAIN", "VISITNUM", "VISIT", "VISITDY", "ARMCD", "TVSTRL"),
}
