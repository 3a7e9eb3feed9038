"""What teachers do with question banks, and with a class's answers, from the command line.

python -m lstm_helpers.quiz check   [FILE ...]           run the evidence; count; what is missing
python -m lstm_helpers.quiz preview FILE [ITEM ...]      a page that asks the questions by itself
python -m lstm_helpers.quiz export --to FORMAT [FILE …]  for Moodle, GIFT readers, JupyterQuiz
python -m lstm_helpers.quiz report [NAME=]PROGRESS ...   a class: objectives, misconceptions, items

A FILE is a bank of your own, or the name of a lesson's, such as 05_gates; PROGRESS is a learner's
progress.sqlite, or a copy of it exported as JSON. The exit status is 0 where all is well, 1 for a
fault in a bank or a file, 2 for a command that is not understood.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from lstm_helpers.quiz import bank_report
from lstm_helpers.quiz.bank import Bank, lessons, load_bank, read_bank
from lstm_helpers.quiz.export import WRITERS, export
from lstm_helpers.quiz.objectives import load_objectives
from lstm_helpers.quiz.preview import preview_page
from lstm_helpers.quiz.report.classroom import classroom
from lstm_helpers.quiz.report.learners import path_of, read_learners
from lstm_helpers.quiz.report.page import report_page
from lstm_helpers.quiz.report.tables import csv_tables

INTERRUPTED = 130  # what shells report for a command stopped by Ctrl-C


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after the module's name; by default this process's own.

    Returns
    -------
    int
        The exit status.
    """
    for stream in (sys.stdout, sys.stderr):
        # A file's name may hold bytes that are no UTF-8: it is told all the same.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # evidence may load TensorFlow
    asked = _parse(arguments)
    try:
        return asked.run(asked)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED
    except OSError as fault:
        words = f"{fault.filename or 'the output'}: {fault.strerror or fault}"
    except ValueError as fault:
        words = str(fault)
    print(words, file=sys.stderr)
    return 1


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m lstm_helpers.quiz",
        description="Checks, shows and exports question banks; reports on a class.",
        epilog="A FILE is a bank of your own, or the name of a lesson's, such as 05_gates.",
    )
    commands = parser.add_subparsers(required=True, metavar="check | preview | export | report")

    check = commands.add_parser("check", help="run the evidence, count, say what is missing")
    check.add_argument("banks", nargs="*", metavar="FILE", help="all lessons, if none is named")
    check.set_defaults(run=_check)

    preview = commands.add_parser("preview", help="write a page that asks the questions by itself")
    preview.add_argument("bank", metavar="FILE")
    preview.add_argument("items", nargs="*", metavar="ITEM", help="all, if none is named")
    preview.add_argument("--output", type=Path, help="the page (else <lesson>_preview.html)")
    preview.set_defaults(run=_preview)

    take = commands.add_parser("export", help="write the questions for another program")
    take.add_argument("banks", nargs="*", metavar="FILE", help="all lessons, if none is named")
    take.add_argument("--to", required=True, choices=WRITERS, help="the format")
    take.add_argument("--lesson", nargs="+", default=[], help="for example 05_gates 09_metrics")
    take.add_argument("--output", type=Path, help="the file (else it is printed)")
    take.set_defaults(run=_export)

    tell = commands.add_parser("report", help="one page on a class, from its progress files")
    tell.add_argument("progress", nargs="+", metavar="[NAME=]PROGRESS")
    tell.add_argument("--bank", nargs="+", default=[], metavar="FILE", help="banks of your own")
    tell.add_argument("--output", type=Path, default=Path("class_report.html"), help="the page")
    tell.add_argument("--csv", type=Path, metavar="FOLDER", help="put the tables here as well")
    tell.set_defaults(run=_report)
    return parser.parse_args(arguments)


def _banks(named: Sequence[str]) -> list[Bank]:
    return [_bank(name) for name in dict.fromkeys(named)] or [load_bank(name) for name in lessons()]


def _bank(name: str) -> Bank:
    """Return the bank of a lesson, or of a file: what looks like a path is one."""
    if name in lessons():
        return load_bank(name)
    path = Path(name)
    if path.suffix or path.exists():
        return read_bank(path)
    raise ValueError(f"FILE must be a bank's file or one of {', '.join(lessons())}; got {name!r}")


def _check(asked: argparse.Namespace) -> int:
    banks = _banks(asked.banks)
    print(bank_report.count_table(banks), bank_report.objective_table(banks), sep="\n\n")
    every = list(load_objectives()) if not asked.banks else ()
    lacking = bank_report.missing(banks, every)
    print("\nMissing:" if lacking else "\nNothing is missing.", *lacking, sep="\n  ")
    faulty = 0
    print("\nEvidence:")
    for bank in banks:
        run = bank_report.run_all_evidence(bank)
        told = f"{run.computed} keys computed, as stated; {run.shown} shown in a lesson"
        print(f"  {bank.lesson}: {told}", *run.faults, sep="\n    ", flush=True)
        faulty += len(run.faults)
    if faulty:
        print(f"\n{faulty} key{'' if faulty == 1 else 's'} not as stated.", file=sys.stderr)
    return 1 if faulty else 0


def _preview(asked: argparse.Namespace) -> int:
    bank = _bank(asked.bank)
    page = preview_page(bank, [bank.item(item) for item in asked.items] or None)
    path = asked.output or Path(f"{bank.lesson}_preview.html")
    path.write_text(page, encoding="utf-8")
    print(f"Written: {path}. Open it in a browser.")
    return 0


def _export(asked: argparse.Namespace) -> int:
    named = [load_bank(lesson) for lesson in dict.fromkeys(asked.lesson)]
    text = export([*named, *(_banks(asked.banks) if asked.banks or not named else ())], asked.to)
    if asked.output is None:
        print(text, end="")
        return 0
    asked.output.write_text(text, encoding="utf-8", newline="\n")
    print(f"Written: {asked.output}, {len(text.encode()):,} bytes.")
    return 0


def _report(asked: argparse.Namespace) -> int:
    learners = read_learners(asked.progress)
    banks = [*_banks(()), *map(_bank, asked.bank)]
    figures = classroom(learners, banks, date.today())
    texts = {asked.output: report_page(figures)}
    if asked.csv is not None:
        asked.csv.mkdir(parents=True, exist_ok=True)
        texts |= {asked.csv / name: text for name, text in csv_tables(figures).items()}
    read = {path_of(source).resolve() for source in asked.progress}
    for path in texts:
        if path.resolve() in read:
            raise ValueError(f"the report must not overwrite a learner's progress; got {path}")
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
        print(f"Written: {path}, {len(text.encode()):,} bytes.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
