"""Times of working on one item: from the first answer to the solution, or one answer in a test."""

from dataclasses import dataclass

from lstm_helpers.quiz.answers import TEST, Answer


@dataclass(frozen=True)
class Round:
    """One time of working on an item, from the first answer to the solution.

    Attributes
    ----------
    number : int
        1 for the first time. Two machines whose answers were merged may each have had a first.
    acts : tuple of Answer
        Everything the learner did, in order.
    """

    number: int
    acts: tuple[Answer, ...]

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers committed, in order; their number is the number of tries."""
        return tuple(act for act in self.acts if act.action == "answer")

    @property
    def hints(self) -> int:
        """How many hints were taken."""
        return sum(act.action == "hint" for act in self.acts)

    @property
    def right(self) -> bool:
        """Whether the last answer was right."""
        return bool(self.answers) and self.answers[-1].right

    @property
    def gave_up(self) -> bool:
        """Whether the learner openly gave up."""
        return any(act.action == "give_up" for act in self.acts)

    @property
    def tested(self) -> bool:
        """Whether this was the answer given in a final test."""
        return self.acts[0].use == TEST

    @property
    def closed(self) -> bool:
        """Whether there is no more to try: answered right, handed in, or the solution was seen."""
        seen = any(act.action in ("give_up", "solution") for act in self.acts)
        return self.right or self.tested or seen

    @property
    def right_at_first(self) -> bool:
        """Whether the first answer was right."""
        return bool(self.answers) and self.answers[0].right

    @property
    def sure_but_wrong(self) -> bool:
        """Whether the first answer was wrong, and the learner certain of it."""
        return (
            bool(self.answers)
            and not self.right_at_first
            and self.answers[0].confidence == "certain"
        )


def rounds_of(acts: list[Answer]) -> tuple[Round, ...]:
    """Part the acts on one item into rounds.

    Parameters
    ----------
    acts : list of Answer
        At least one, in order of time.

    Returns
    -------
    tuple of Round
        In order of time; an answer given in a final test is a round alone.
    """
    tested = [Round(act.round, (act,)) for act in acts if act.use == TEST]
    rounds = [*_own_rounds([act for act in acts if act.use != TEST]), *tested]
    return tuple(sorted(rounds, key=lambda work: (work.acts[0].instant, work.acts[0].id)))


def _own_rounds(acts: list[Answer]) -> list[Round]:
    """Part what was done in quizzes into rounds.

    A closed round takes no further answer. One that bears its number all the same was given on
    another machine, whose answers were merged with these, and begins a round of its own.
    """
    rounds: list[Round] = []
    current: dict[int, int] = {}  # the place of the round last begun under each number
    for act in acts:
        place = current.get(act.round)
        if place is None or (act.action == "answer" and rounds[place].closed):
            current[act.round] = len(rounds)
            rounds.append(Round(act.round, (act,)))
        else:
            rounds[place] = Round(act.round, (*rounds[place].acts, act))
    if rounds and rounds[-1].closed:  # the next round's number has to be a new one
        rounds[-1] = Round(max(current), rounds[-1].acts)
    return rounds
