"""What a teacher wants to know of banks: are the keys so, what is asked, what is still missing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lstm_helpers.quiz.bank import Bank
from lstm_helpers.quiz.evidence import is_key, run_evidence
from lstm_helpers.quiz.item import KINDS, LEVELS, USES, Item

LEAST_ASKED = 2
LEAST_SHARE = 0.25


@dataclass(frozen=True)
class EvidenceRun:
    """What became of a bank's evidence.

    Attributes
    ----------
    computed : int
        How many keys were computed and are as stated.
    shown : int
        How many items have no evidence; a lesson shows their key.
    faults : tuple of str
        One sentence for each key that is not as stated, or whose evidence fails.
    """

    computed: int
    shown: int
    faults: tuple[str, ...]


def run_all_evidence(bank: Bank) -> EvidenceRun:
    """Run the evidence of every item of a bank, and compare it with the key.

    Parameters
    ----------
    bank : Bank
        A bank whose evidence you would run: it is Python, and it is run.

    Returns
    -------
    EvidenceRun

    Examples
    --------
    >>> from dataclasses import replace
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> bank = load_bank("05_gates")
    >>> run_all_evidence(replace(bank, items=(bank.item("parameters_5_3"),)))
    EvidenceRun(computed=1, shown=0, faults=())
    """
    told = [_evidence_fault(item) for item in bank.items if _is_computed(item)]
    faults = tuple(fault for fault in told if fault)
    return EvidenceRun(len(told) - len(faults), len(bank.items) - len(told), faults)


def _is_computed(item: Item) -> bool:
    return bool(item.evidence) or item.kind == "prints"


def _evidence_fault(item: Item) -> str:
    try:
        result = run_evidence(item)
        right = is_key(item, result)
    except (Exception, SystemExit) as fault:  # whatever a teacher's lines may do
        return f"{item.id}: its evidence stops with {type(fault).__name__}: {fault}"
    key = item.option(item.key[0]).text if item.kind in ("number", "shape") else item.key
    stated = key if isinstance(key, str) else ", ".join(key)
    return "" if right else f"{item.id}: the key is {stated}, and the evidence gives {result!r}"


def count_table(banks: Sequence[Bank]) -> str:
    """Count the items of banks by level, kind and use.

    Parameters
    ----------
    banks : sequence of Bank
        At least one.

    Returns
    -------
    str
        A table with a row for each lesson and, for several, one for all.

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> count_table([load_bank("05_gates")]).split()[:5]
    ['lesson', 'items', 'easy', 'medium', 'hard']
    """
    rows = [(bank.lesson, bank.items) for bank in banks]
    if len(rows) > 1:
        rows.append(("all", tuple(item for bank in banks for item in bank.items)))
    table = [["lesson", "items", *LEVELS, *KINDS, *USES]]
    for name, items in rows:
        counts = Counter(value for item in items for value in (item.level, item.kind, item.use))
        numbers = [counts[value] for value in (*LEVELS, *KINDS, *USES)]
        table.append([name, str(len(items)), *(str(number or "·") for number in numbers)])
    return _aligned(table)


def objective_table(banks: Sequence[Bank]) -> str:
    """Count how often each objective is asked, and how often by an item that counts.

    Parameters
    ----------
    banks : sequence of Bank
        At least one.

    Returns
    -------
    str
        A table of the objectives asked, with those asked fewer than twice marked.

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> objective_table([load_bank("00_start")]).split()[:3]
    ['objective', 'asked', 'quiz']
    """
    asked, counting = asked_objectives(banks)
    table = [["objective", "asked", "quiz"]]
    table += [[name, str(count), str(counting[name] or "·")] for name, count in asked.items()]
    return _aligned(table)


def asked_objectives(banks: Sequence[Bank]) -> tuple[Counter[str], Counter[str]]:
    """Return how often each objective is asked at all, and by items of use quiz."""
    items = [item for bank in banks for item in bank.items]
    return (
        Counter(item.objective for item in items),
        Counter(item.objective for item in items if item.use == "quiz"),
    )


def missing(banks: Sequence[Bank], objectives: Sequence[str] = ()) -> list[str]:
    """Say what banks lack: a second question of an objective, enough of a level.

    Parameters
    ----------
    banks : sequence of Bank
        The banks.
    objectives : sequence of str
        Objectives that should be asked, besides those that are.

    Returns
    -------
    list of str
        A sentence for each objective asked fewer than twice and each lesson's level below a
        quarter of the items that count, those of use quiz.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> bank = load_bank("05_gates")
    >>> missing([replace(bank, items=(bank.item("parameters_5_3"),))])[0]
    'objective gates.parameters is asked once'
    """
    asked, _ = asked_objectives(banks)
    found = []
    for name in dict.fromkeys((*objectives, *asked)):
        if asked[name] < LEAST_ASKED:
            found.append(f"objective {name} is {'asked once' if asked[name] else 'never asked'}")
    for bank in banks:
        levels = Counter(item.level for item in bank.items if item.use == "quiz")
        for level in LEVELS:
            if levels[level] < LEAST_SHARE * levels.total():
                share = f"{levels[level]} of {levels.total()}"
                found.append(f"{bank.lesson}: {share} quiz items are {level}, less than a quarter")
    return found


def _aligned(table: list[list[str]]) -> str:
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    )
