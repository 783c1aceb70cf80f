"""The shape of the content files.

Conditions (`when`) and dates (`opens`, `due`) are small typed sentences over facts,
read by `anef_desk.law.conditions` and `anef_desk.law.formulas`. Every statement names
its sources by their key in ``sources.toml``.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

Identifier = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Code = Annotated[
    str, Meta(pattern=r"^[A-Z]{1,3}(-[A-Z0-9]+|[0-9]{1,2}[a-z]?)(-[A-Z]+)*$")
]
Condition = str  # "" always holds
SourceKey = str

Reliability = Literal[
    "official_current", "official_older", "secondary", "practice", "unverified"
]
"""How far a statement may be trusted, best first; see the fact sheets."""

Need = Literal["required", "if_asked", "cannot_be_required"]
Answer = Literal["yes", "no", "conditional", "unknown"]

RightName = Literal[
    "stay",
    "work",
    "france_travail",
    "caf",
    "rsa",
    "cpam",
    "social_housing",
    "bank",
    "driving_licence",
    "return",
]


class _Strict(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Frozen, and strict about misspelt keys."""


class Source(_Strict, frozen=True, kw_only=True):
    """Where it is written, of when that text is, and how far it may be trusted."""

    text: str  # as a letter or a screen quotes it: "CESEDA R.431-15-3"
    date: str  # of the text that was read: "2023-12", "2026-08-20"
    reliability: Reliability
    detail: str = ""  # title of the page, edition that was read


class Fact(_Strict, frozen=True, kw_only=True):
    """Something known, or not yet, about a situation."""

    key: str
    type: Literal["choice", "date", "partial_date", "bool", "int", "text"]
    values: tuple[str, ...] = ()  # of a choice
    labels: tuple[str, ...] = ()  # of each value, as the person would answer
    question: str  # what to ask the person to know it
    derived: bool = False  # computed from the others, never typed


class Question(_Strict, frozen=True, kw_only=True):
    """A question of the orientation, asked when its answer can change something."""

    fact: str
    when: Condition = ""  # asked unless this is surely false
    hint: str = ""  # where the person finds the answer


class Reason(_Strict, frozen=True, kw_only=True):
    """Why a procedure is proposed, when its condition holds."""

    when: Condition = ""
    text: str


class Step(_Strict, frozen=True, kw_only=True):
    """A step of the route, as people meet it."""

    id: Identifier
    title: str  # a few words, for the route on the left of a case
    text: str  # what to do, on the screen
    when: Condition = ""
    done_when: Condition = ""  # over facts: "filed_on known"; "" : by hand
    files: bool = False  # at this step the request is filed
    sources: tuple[SourceKey, ...]


class Requirement(_Strict, frozen=True, kw_only=True):
    """A supporting document of a procedure, and in which case it is asked for."""

    document: Code  # in supporting-documents.toml
    need: Need
    step: Identifier  # of the procedure, when it is needed
    when: Condition = ""
    note: str = ""  # one line under the title, for this procedure: why, how fresh
    instead: str = ""  # what to give when it cannot be had
    sources: tuple[SourceKey, ...]


class Window(_Strict, frozen=True, kw_only=True):
    """When to file, computed from the facts."""

    when: Condition = ""
    opens: str = ""  # formula; "": already open
    due: str = ""  # formula; "": no last day
    text: str  # the same in words
    sources: tuple[SourceKey, ...]


class Issued(_Strict, frozen=True, kw_only=True):
    """What is given at a stage of the procedure, and what it allows."""

    document: str = ""  # code of a residence document; "": none of the matrix
    when: Condition = ""
    title: str  # what it is called
    text: str  # when it comes and what it allows
    sources: tuple[SourceKey, ...]


class Delay(_Strict, frozen=True, kw_only=True):
    """How long it usually takes: what is observed, beside what the law says."""

    text: str
    sources: tuple[SourceKey, ...]


class Fee(_Strict, frozen=True, kw_only=True):
    """What is to be paid, and when."""

    text: str
    euros: int | None = None  # None: no source says how much
    when: Condition = ""
    sources: tuple[SourceKey, ...]


class Block(_Strict, frozen=True, kw_only=True):
    """What blocks in practice: a symptom of the catalogue."""

    symptom: Code
    note: str = ""


class Procedure(_Strict, frozen=True, kw_only=True):
    """One kind of request."""

    code: Code
    id: Identifier
    title: str
    summary: str  # what it is, in one or two sentences
    who: str
    channel: Literal["anef", "prefecture", "other"]
    where: str  # the real channel, in words: which site, which counter
    wants: str  # value of the fact `wants` for a case of this procedure
    search: tuple[str, ...] = ()  # words people use
    checked: date  # when somebody last compared this file with its sources
    basis: tuple[SourceKey, ...]  # the texts it rests on
    sources: tuple[SourceKey, ...]
    answers: Condition  # the situation this procedure is the answer to
    related: Condition = ""  # the situation in which it is worth a look; "": never
    why: tuple[Reason, ...]
    why_not: tuple[Reason, ...]  # said when it is not the answer
    window: tuple[Window, ...] = ()
    deadlines: tuple[Code, ...] = ()  # the dates of the law that it sets going
    step: tuple[Step, ...]
    requirement: tuple[Requirement, ...] = ()
    fee: tuple[Fee, ...] = ()
    issued: tuple[Issued, ...] = ()
    delay: tuple[Delay, ...] = ()
    block: tuple[Block, ...] = ()
    to_verify: tuple[str, ...] = ()


class SupportingDocument(_Strict, frozen=True, kw_only=True):
    """A supporting document: what it is, where to get it."""

    code: Code
    title: str  # as short as a line of a checklist
    what: str  # one plain sentence
    looks: str = ""  # what it looks like, to recognise it
    where: str  # where to get it
    validity: str = ""
    instead: str = ""  # what to give when it cannot be had
    refusal: str = ""  # what to say when it is asked for and cannot be required
    form_name: str = ""  # as printed on French forms; not translated
    icon: Identifier  # pictogram in resources/icons/documents
    sources: tuple[SourceKey, ...]


class Right(_Strict, frozen=True, kw_only=True):
    """One cell of the rights matrix."""

    right: RightName
    answer: Answer
    text: str
    when: Condition = ""  # cells of one right are tried in order; the first that holds
    sources: tuple[SourceKey, ...]


class ResidenceDocumentKind(_Strict, frozen=True, kw_only=True):
    """A residence document and what it allows."""

    code: Code
    title: str
    summary: str
    held: Condition  # over document facts: which held documents are of this kind
    right: tuple[Right, ...]
    sources: tuple[SourceKey, ...]


class DeadlineRule(_Strict, frozen=True, kw_only=True):
    """A date set by law, as a formula over facts."""

    code: Code
    id: Identifier  # several rules may share a code, with other conditions
    title: str
    text: str
    missed: str  # what happens when it is missed
    kinds: tuple[str, ...] = ()  # held documents it applies to; empty: the person
    when: Condition = ""
    opens: str = ""  # formula; "" : already open
    due: str  # formula, such as "filed_on + 4 months"
    reminders: tuple[int, ...] = ()  # days before `due`
    sources: tuple[SourceKey, ...]


class Rung(_Strict, frozen=True, kw_only=True):
    """A remedy of the ladder of a symptom, and when it makes sense."""

    remedy: Code
    when: Condition = ""


class Symptom(_Strict, frozen=True, kw_only=True):
    """Something that goes wrong with the platform or with a document."""

    code: Code
    id: Identifier
    title: str  # as people say it
    text: str  # what it means, why it happens
    now: str  # what to do now
    danger: str = ""  # said before anything else where waiting is dangerous
    severity: Literal["late", "soon", "info"]
    search: tuple[str, ...] = ()  # words people use
    raised: Condition = ""  # dates and mentions that raise it by themselves; "": never
    kinds: tuple[str, ...] = ()  # held documents `raised` looks at, one by one
    ladder: tuple[Rung, ...]
    letters: tuple[Code, ...] = ()
    letters_when: dict[Code, Condition] = {}  # one that is not there always fits
    sources: tuple[SourceKey, ...]


class ProofNeed(_Strict, frozen=True, kw_only=True):
    """What makes a remedy credible, counted in the log of a case."""

    id: Identifier
    counts: Literal["attempts", "weeks", "captures", "remedy", "reference", "filing"]
    """Tries on the platform, different weeks with a try, tries with a capture, a remedy
    taken, a remedy taken with a number or a receipt, a request filed."""
    remedy: tuple[Code, ...] = ()  # of "remedy" and "reference": any of these
    number: Annotated[int, Meta(ge=1)] = 1  # how many it takes
    text: str
    is_practice: bool = True  # our advice rather than a text
    sources: tuple[SourceKey, ...]


class Remedy(_Strict, frozen=True, kw_only=True):
    """A step of the ladder when the platform blocks."""

    code: Code
    id: Identifier
    title: str
    text: str
    prerequisite: str
    proof: str  # what to join
    wait: str = ""  # before the next one
    wait_days: int | None = None
    addressee: str
    sources: tuple[SourceKey, ...]
    wait_is_practice: bool = True  # our advice rather than a text
    need: tuple[ProofNeed, ...] = ()  # what makes it credible


class LadderStep(_Strict, frozen=True, kw_only=True):
    """A step of the ladder of a body other than the préfecture."""

    title: str
    text: str
    sources: tuple[SourceKey, ...]


class Body(_Strict, frozen=True, kw_only=True):
    """A body that refuses a document: what to say, and how to contest."""

    code: Identifier  # "caf", "bank"…
    title: str
    say: str  # what to answer at the counter, before anything else
    rights: tuple[RightName, ...]
    symptoms: tuple[Code, ...] = ()
    letters: tuple[Code, ...] = ()
    step: tuple[LadderStep, ...]
    sources: tuple[SourceKey, ...]


class Notice(_Strict, frozen=True, kw_only=True):
    """Something that changed: since when, and the procedures it touches."""

    code: Code  # N01…
    id: Identifier
    since: str  # "2026-05-01", "2026-05", as precise as its source
    title: str
    text: str
    procedures: tuple[Code, ...]
    sources: tuple[SourceKey, ...]
