"""Plain text: encodings, what is no text, and what is not English."""

from __future__ import annotations

import io
import zipfile

import pytest

from onrecord.articles.decoding import MAX_BYTES, decode
from onrecord.articles.inputs import read_article
from onrecord.articles.language import refuse_other_languages
from onrecord.articles.text import article_text
from onrecord.errors import InputError

from .reports import TEXT

QUOTED = "The owner, José Ibañez, said “we shut the café” on Thursday. It had cost him £400 – a month’s rent – to stay."


def read(data: bytes) -> str:
    return read_article("-", stdin=io.BytesIO(data)).text


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(data)
    assert caught.value.name == "standard input"
    assert "\n" not in caught.value.reason
    return caught.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert read(QUOTED.encode(encoding)) == QUOTED


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_utf16_of_both_orders(mark: bytes) -> None:
    order = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert read(mark + QUOTED.encode(order)) == QUOTED


def test_text_is_kept_as_it_is() -> None:
    kept = "  The report \u00a0begins\u2028here,\tand ends.  \n\n\n  Indented, with 𝒂 and e\u0301.\f \n"
    assert read(kept.encode()) == kept


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends(end: str) -> None:
    assert read(TEXT.replace("\n", end).encode()) == TEXT


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "it looks like a PDF"),
        (zipped(), "an office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Word", "an old office document"),
        (b"{\\rtf1\\ansi Talks stalled.}", "a rich-text document"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (b"\x1f\x8b\x08 packed", "a gzip archive"),
        (b"Talks\x00stalled", "NUL bytes"),
        (b"\x01\x02\x03\x04 Talks stalled \x05\x06", "control characters"),
    ],
)
def test_no_text(data: bytes, why: str) -> None:
    reason = refusal(data)
    assert reason.startswith("is not a text")
    assert why in reason
    assert reason.endswith("save it as plain text or HTML")


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty(data: bytes) -> None:
    assert refusal(data) == "is empty"


@pytest.mark.parametrize("data", [b"...", b"1 2 3", "— “” …".encode(), b"a b c"])
def test_no_words(data: bytes) -> None:
    assert refusal(data) == "holds no words"


def test_broken_utf16() -> None:
    assert "broken UTF-16" in refusal(b"\xff\xfeT\x00a\x00\x00")


def test_size() -> None:
    sentence = b"The talks on the harbour stalled. "
    assert "larger than 5 MB" in refusal(sentence * (MAX_BYTES // len(sentence) + 1))
    assert len(read((sentence * (MAX_BYTES // len(sentence)))[:MAX_BYTES]))


def test_charset_that_is_said() -> None:
    assert decode("café".encode("cp1252"), name="x", charset="latin-1") == "café"
    assert decode("café".encode("cp1251", "replace"), name="x", charset="no-such-charset")
    assert decode("café".encode(), name="x", charset="utf-8") == "café"
    assert decode("café in Lisk, they said".encode("cp1252"), name="x", charset="utf-8") == "café in Lisk, they said"


# --- language; sentences written for these tests

OTHERS = {
    "Spanish": "El presidente de Corvana dijo el jueves que no enviará más armas al país vecino mientras siga la "
    "guerra, según un portavoz del gobierno que habló con los periodistas en la capital.",
    "German": "Der Präsident von Corvana sagte am Donnerstag, er werde keine weiteren Waffen liefern, solange der "
    "Krieg andauert, wie ein Sprecher der Regierung vor Journalisten in der Hauptstadt mitteilte.",
    "French": "Le président de Corvana a déclaré jeudi qu'il n'enverrait plus d'armes tant que la guerre "
    "continuerait, selon un porte-parole du gouvernement qui parlait aux journalistes dans la capitale.",
    "Dutch": "De president van Corvana zei donderdag dat hij geen wapens meer zal leveren zolang de oorlog "
    "voortduurt, aldus een woordvoerder van de regering tegen journalisten in de hoofdstad.",
    "Indonesian": "Presiden mengatakan pada hari Kamis bahwa ia tidak akan mengirim senjata lagi selama perang "
    "berlanjut, kata juru bicara pemerintah kepada wartawan di ibu kota negara itu.",
    "Russian": "Президент заявил в четверг, что не отправит оружие, пока идёт война.",
    "Arabic": "قال الرئيس يوم الخميس إنه لن يرسل المزيد من الأسلحة ما دامت الحرب مستمرة.",
    "Chinese": "总统星期四表示，只要战争还在继续，他就不会再提供武器。",
}


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages(language: str) -> None:
    reason = refusal(OTHERS[language].encode())
    assert reason.startswith(f"is not in English (it looks like {language}")


@pytest.mark.parametrize(
    "text",
    [
        "Talks stall.",
        "Nadira Oyelaran, Qasr Lema, Gulnara Sadykbek.",
        TEXT,
        # A report full of foreign names.
        "QASR TEL (AGN) -- Sheikh Munir bin Dhahi, Col. Abdou Rahimi, Gulnara Sadykbek, Zeynab Orbay, Leontine Abara, "
        "Jukka Salmela, Cyprian Holub and Siobhan Garrity met in San Mateo del Río on Monday, Radko Velchin said.",
        # A foreign quotation, longer than what is around it in one paragraph.
        TEXT + "\n\n“" + OTHERS["Spanish"] + " " + OTHERS["Spanish"] + "”, he said.\n\n" + TEXT,
        "REGULATOR TO ZINC GIANT: DRAIN DAM OR LOSE LICENCE. THE MINES INSPECTORATE OF KALUVIA HAS THREATENED TO "
        "WITHDRAW THE LICENCE OF THE DAM ABOVE THE TOWN, ITS HEAD SAID ON FRIDAY.",
    ],
)
def test_english(text: str) -> None:
    assert article_text(text, name="x") == text


def test_language_is_judged_by_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def guess(text: str) -> tuple[str, float]:
        seen.append(len(text))
        return "en", 1.0

    monkeypatch.setattr("onrecord.articles.language._guess", guess)
    refuse_other_languages("Selvara troops shell Karamdin town; envoys press talks. " * 1000, "x")
    assert max(seen) <= 20_000
