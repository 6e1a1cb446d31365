"""Columns that tell who a patient is: by their name, Chinese, English or pinyin, or by the form of their values.

SDTM's own variables are none of them by name: a site, an investigator (INVNAM), a laboratory (LBNAM).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

# Words are compared without blanks and marks: patient_name, Patient Name and PATIENTNAME are one.
WHOSE = (
    "(patients?|subject|subj|pat|pt|person|participant|full|first|last|given|family|middle"
    "|contact|guardian|mothers?|fathers?|home|work)?"
)
BY_NAME = {
    "a person's name": re.compile(rf"{WHOSE}(name|initials?|init)|surname|forename|(huanzhe)?xingming"),
    "a telephone number": re.compile(
        rf"{WHOSE}((tele|cell|mobile)?phone|mobile|cell|telephone|tel|fax)(no|num|number)?\d?"
        r"|wechat|weixin|(shouji|dianhua|lianxidianhua)(hao|haoma)?"
    ),
    "an e-mail address": re.compile(rf"{WHOSE}email(addr|address)?|youxiang"),
    "an address": re.compile(
        rf"({WHOSE}|street|postal|mailing|residential|permanent)addr(ess)?(line)?\d?"
        r"|street|postcode|postalcode|zip|zipcode|(jiating|xian)?(zhuzhi|dizhi)"
    ),
    "a number by which a person is known": re.compile(
        r"(national|citizen)id(no|number)?|id(card|no|number)(no|number)?|identity(card)?(no|number)?|ssn|nric|mrn"
        r"|(socialsecurity|passport|medicalrecord|hospital|inpatient|outpatient|admission|insurance)(no|num|number)"
        r"|passport|shenfenzheng(hao)?|sfzh?|(zhuyuan|bingan|menzhen)hao"
    ),
}
CHINESE = {
    "a person's name": re.compile("(?<!研究者)(?<!医生)(?<!医师)(?<!检验者)(?<!审核者)姓名"),
    "a telephone number": re.compile("电话|手机|联系方式|微信"),
    "an e-mail address": re.compile("邮箱|电子邮件"),
    "an address": re.compile("住址|地址|邮编"),
    "a number by which a person is known": re.compile(
        "身份证|证件号|护照|住院号|病案号|病历号|门诊号|医保(卡|号)|社保|银行卡"
    ),
}
NOT_A_LETTER = re.compile(r"[\W_]+")
# GB 11643: six digits of a place, a date of birth, three digits, a check digit.
NATIONAL_ID = re.compile(r"(?<!\d)([1-9]\d{16}[\dXx])(?!\d)")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
MOBILE = re.compile(r"(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
# One number with a right date and check digit is no chance; of the other forms, so many of the values must be.
LEAST_SHARE = 0.2
# A laboratory's bar codes are as long as a mobile number, and these variables are where SDTM keeps them.
CODES = re.compile(r".{2}(refid|spid|lnkid|lnkgrp|grpid)|refid|spdevid")


@dataclass
class Inspection:
    """How many values of a column were inspected, and how many have each form."""

    values: int = 0
    national_ids: int = 0
    mobiles: int = 0
    emails: int = 0

    def add(self, texts: Iterable[str]) -> None:
        """Look at further values, none of them empty."""
        for text in texts:
            self.values += 1
            self.national_ids += any(map(is_national_id, NATIONAL_ID.findall(text)))
            self.mobiles += bool(MOBILE.fullmatch(text))
            self.emails += bool(EMAIL.fullmatch(text))

    def reason(self, column: str) -> str | None:
        """What the values are; None if they look like nothing that tells who somebody is."""
        enough = LEAST_SHARE * self.values
        if self.national_ids:
            return f"{self.national_ids} values are national identity numbers"
        if self.mobiles > enough and not CODES.fullmatch(column.strip().lower()):
            return f"{self.mobiles} of {self.values} values are mobile numbers"
        if self.emails > enough:
            return f"{self.emails} of {self.values} values are e-mail addresses"
        return None


def named_like(column: str) -> str | None:
    """What a column holds according to its name; None if its name says nothing of the kind."""
    word = NOT_A_LETTER.sub("", column).lower()
    whole = (kind for kind, pattern in BY_NAME.items() if pattern.fullmatch(word))
    part = (kind for kind, pattern in CHINESE.items() if pattern.search(word))
    kind = next(chain(whole, part), None)
    return f"named like {kind}" if kind else None


def is_national_id(text: str) -> bool:
    """Whether eighteen characters are a Chinese identity number: a day that exists, and the right check digit."""
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, text, strict=False))
    return text[17].upper() == CHECK_DIGITS[total % 11]
