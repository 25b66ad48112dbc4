"""Playing one attempt line by line: the moves are the session's, here they are asked for and told."""

from collections.abc import Iterable

from trainer.cli.arguments import say
from trainer.cli.keyboard import Keyboard, PlayerLeft, numbered, tell
from trainer.limits import REPLY_CHARACTERS
from trainer.output.phrases import (
    NOT_MEANT,
    NOTHING_TO_CORRECT,
    STANDS,
    SURENESS,
    gauge_words,
    heard_lines,
    judge_announcement,
    none_line,
    not_graded,
    note_line,
    short_why,
    taken_line,
    why_label,
    why_lines,
)
from trainer.output.practice_phrases import SO_FAR, drill_outcome, story_so_far
from trainer.play import narration
from trainer.session.sitting import Question, ReplyOutcome, Sitting

_HELP = """\
Type the number of an option and press Enter.
t WORDS   say it in your own words, where they are welcome (t alone: over several lines, an empty line ends them);
          a line of several words is one too: `2` is the option, `2 minutes, please` are words
n         that is not what I meant: say what your words meant instead, once a decision
u         take your last reply back (coach mode)
y         why the last reply was marked as it was (coach mode)
m         model replies for the last decision (coach mode)
a         hear the options again
p         pause: everything is kept, `trainer play --resume --plain` goes on"""
_NOT_GRADED = "Nothing grades words in this language here: yours are kept as they are."


class PlainPlay:
    """One sitting, by lines."""

    def __init__(self, sitting: Sitting, keyboard: Keyboard) -> None:
        self.sitting = sitting
        self._ask = keyboard.ask
        self._told_not_graded = False

    def play(self) -> None:
        """To the end. Leave when the trainee does."""
        self.open()
        while not self.sitting.attempt.ended:
            self.decide()

    def open(self) -> None:
        """What is told before the first decision."""
        self._introduce()
        tell("Type ? for help.\n")
        self._utter(narration.story(self.sitting.attempt.run))
        if self.sitting.draft:
            tell(f"You had begun to say: {self.sitting.draft}\n")

    def decide(self) -> None:
        """One decision, to a reply or back to the one before."""
        self.sitting.show()
        self.tell_options()
        outcome: ReplyOutcome | None = None
        while outcome is None:
            before = len(self.sitting.attempt.run.steps)
            outcome = self.do(self._ask())
            if len(self.sitting.attempt.run.steps) < before:
                return
        if outcome.is_late:
            tell("The time was up before you answered.")
        tell("")
        self._utter(outcome.said)
        self._utter(outcome.consequence)
        if outcome.heard:
            for line in heard_lines(outcome.run, outcome.heard, outcome.titles):
                tell(f"  {line}")
            tell("(m: replies that would have lost nothing)\n")
        label, taken = why_label(outcome.run, outcome.step), taken_line(self.sitting)
        why = short_why(outcome.run, outcome.step, outcome.note)
        hint = f"  ({NOT_MEANT})" if taken else ""
        if why:
            # Of own words it says itself what they were taken for.
            tell(f"{label}{why}{'' if label else hint}\n")
        if taken and (label or not why):
            tell(f"{taken}{hint}\n")
        self.go_on(outcome)

    def go_on(self, outcome: ReplyOutcome) -> None:
        """What is told after a reply has been told."""
        self._utter(outcome.onward)

    # -- telling -----------------------------------------------------------------------------

    def _introduce(self) -> None:
        """Who one is and where, and what becomes of typed words: that they leave this computer, or cannot be graded."""
        run, scenario = self.sitting.attempt.run, self.sitting.attempt.playable.scenario
        tell(f"{scenario.title}. You are {narration.fill(run, scenario.you)}.")
        tell(f"{narration.fill(run, scenario.setting)}\n")
        if announcement := judge_announcement(self.sitting.grading):
            say(announcement)

    def tell_options(self) -> None:
        """What is asked, and what can be answered."""
        run, limit = self.sitting.attempt.run, self.sitting.limit
        gauges = [f"{g.title}: {gauge_words(g)}" for g in narration.gauges(run)]
        if gauges:
            tell(f"[{'; '.join(gauges)}]")
        tell(narration.prompt(run) + (f" (within {limit} seconds)" if limit else ""))
        for number, option in enumerate(self.sitting.options, 1):
            tell(f"  {number}  {option.text}")
        if self.sitting.welcomes_words:
            tell("  t  say it in your own words")

    def _utter(self, utterances: Iterable[narration.Utterance]) -> None:
        for utterance in utterances:
            name = f"{utterance.name}: " if utterance.name and not utterance.is_deed else ""
            tell(f"{name or ('You: ' if utterance.is_deed else '')}{utterance.text}\n")

    # -- asking ------------------------------------------------------------------------------

    def do(self, line: str) -> ReplyOutcome | None:
        """What a line asks for; what it led to when it was a reply. Leave."""
        sitting, command = self.sitting, line.lower()
        commands = {"u": self.undo, "b": self.undo, "y": self.why, "m": self.models, "a": self.tell_options}
        if line.isdecimal():
            options = sitting.options
            if number := numbered(line, len(options)):
                return self._reply(options[number - 1].id)
            tell(f"There are {len(options)} options: type a number from 1 to {len(options)}.")
        elif command.partition(" ")[0] == "t":
            return self._own_words(line[1:].strip())
        elif command in ("?", "h", "help"):
            tell(_HELP)
        elif command == "p":
            raise PlayerLeft
        elif command == "n":
            if sitting.can_correct:
                return self._closest()
            tell(NOTHING_TO_CORRECT)
        elif command in commands:
            commands[command]()
        elif sitting.welcomes_words and " " in line:
            return self._own_words(line)
        elif line:
            sitting.draft = line
            decision = sitting.attempt.run.scene.decision
            what = "Put `t` before words of your own, or type a number"
            if not (decision and decision.typed):
                what = "Here only the options count: type a number"
            tell(f"{what} (a: hear them again, ?: help). Your words are kept.")
        return None

    def _reply(self, response: str) -> ReplyOutcome:
        """Give a reply; now and then it is asked first, in one line that Enter leaves out, how sure one is of it."""
        if not self.sitting.choose(response):
            return self.sitting.answer(response)
        levels = ", ".join(f"{level} {how}" for level, how in SURENESS.items())
        tell(f"How sure are you of that reply? {levels}. Never scored; Enter skips.")
        while line := self._ask():
            if level := numbered(line, len(SURENESS)):
                return self.sitting.answer_with_confidence(level)
            if line.lower() == "p":
                raise PlayerLeft
            tell("Type a number from 1 to 4, or only Enter.")
        return self.sitting.answer_with_confidence(None)

    # -- own words ---------------------------------------------------------------------------

    def _own_words(self, words: str) -> ReplyOutcome | None:
        sitting = self.sitting
        decision = sitting.attempt.run.scene.decision
        if decision is None or not decision.typed:
            sitting.draft = words
            tell("At this decision only the options count: type a number. Your words are kept.")
            return None
        if not sitting.welcomes_words:
            tell("Your own words fitted nothing here twice: now choose one of the options.")
            return None
        sitting.draft = words
        if not words:
            tell("Type your words; an empty line ends them.")
            # Each line is a draft as soon as it stands.
            while line := self._ask():
                sitting.draft = f"{sitting.draft}\n{line}" if sitting.draft else line
        if len(sitting.draft) > REPLY_CHARACTERS:
            tell(f"That is longer than {REPLY_CHARACTERS:,} characters: say it in fewer words.")
            return None
        if not sitting.draft:
            return None
        meant = sitting.take_grade(sitting.type_words(sitting.draft).grade())
        notice = sitting.grading.take_notice()
        if sitting.grade is None and not self._told_not_graded:
            self._told_not_graded = True
            tell(not_graded(notice) or _NOT_GRADED)
        if meant is not None:
            return self._reply(meant)
        if sitting.grade and (note := note_line(sitting.grade)):
            tell(note)
        if sitting.question is Question.TAKEN_AS:
            tell(taken_line(sitting))
            tell(f"Enter goes on. {NOT_MEANT}.")
            while line := self._ask().lower():
                if line == "n":
                    return self._closest()
                if line == "p":
                    raise PlayerLeft
                tell(f"Only Enter goes on. {NOT_MEANT}.")
            return self._reply(sitting.accept())
        return self._closest()

    def _closest(self) -> ReplyOutcome | None:
        """Ask which response was meant, where need be once more; none of them leaves the options."""
        sitting = self.sitting
        if sitting.can_correct:
            sitting.reopen()
        options, corrects, stands = sitting.options, sitting.reopened is not None, sitting.correction_stands
        if said := narration.last_said(sitting.run):
            self._utter([said])
        tell(f"You: {sitting.words}\n")
        tell("Which of these is closest to what you meant?")
        for number, option in enumerate(options, 1):
            tell(f"  {number}  {option.text}")
        tell("  0  none of these")
        if corrects and not stands:
            tell("  t  say it again in other words")
        if corrects:
            tell("Enter leaves it as it was taken.")
        while True:
            line = self._ask()
            if line == "0":
                sitting.none_of_these()
                if stands:
                    tell(STANDS)
                else:
                    sitting.show()
                    tell(none_line(sitting))
                    self.tell_options()
                return None
            if chosen := numbered(line, len(options)):
                response = options[chosen - 1].id
                if not corrects or sitting.mean(response):
                    return self._reply(response)
                if stands and not sitting.can_correct:
                    tell(STANDS)
                return self._as_taken()
            if corrects and not line:
                sitting.keep_match()
                return self._as_taken()
            if corrects and not stands and line.lower() == "t":
                sitting.say_again()
                tell("Say it again: t WORDS, or choose one of the options.")
                return None
            if line.lower() == "p":
                raise PlayerLeft
            tell(f"Type a number from 0 to {len(options)}.")

    def _as_taken(self) -> ReplyOutcome | None:
        """The words are left as they were taken: what has not been given yet is given."""
        return self._reply(self.sitting.accept()) if self.sitting.taken else None

    # -- looking back ------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last reply back, where that can be."""
        if not self.sitting.attempt.can_undo:
            tell("A reply can be taken back in coach mode, once there is one.")
            return
        self.sitting.undo()
        tell("Taken back; the record says so.")

    def _may_explain(self) -> bool:
        steps = self.sitting.attempt.run.steps
        if not self.sitting.is_coached or not steps:
            tell("In this mode the explanation waits for the debrief." if steps else "Nothing has been answered yet.")
            return False
        return True

    def why(self) -> None:
        """Tell why the last reply was marked as it was, where that may be said yet."""
        if self._may_explain():
            run = self.sitting.attempt.run
            step = run.steps[-1]
            for line in why_lines(run, step, self.sitting.notes.marks(step)):
                tell(f"  - {line}")

    def models(self) -> None:
        """Tell model replies for the last decision, where that may be said yet."""
        if self._may_explain():
            tell("One of these would have lost nothing there:")
            for text in self.sitting.model_replies():
                tell(f"  - {text}")


class PlainWhatIf(PlainPlay):
    """A what-if by lines: begins in the middle, and only what stands just before the decision is told again."""

    def open(self) -> None:
        run = self.sitting.attempt.run
        tell("p goes back to the debrief.\n")
        self._utter(narration.onward(run, run.steps[-1]) if run.steps else narration.opening(run))


class PlainSlip(PlainWhatIf):
    """One decision that went wrong, again; how the story would go on is not told."""

    def try_once(self, *, again: bool) -> None:
        """One decision only; `again` where what stands before it has just been told."""
        if not again:
            self.open()
        before = len(self.sitting.attempt.run.steps)
        while len(self.sitting.attempt.run.steps) == before:
            self.decide()


class PlainDrill(PlainPlay):
    """One decision of today's practice: the story before it in short, and nothing of what comes after."""

    def open(self) -> None:
        self._introduce()
        short, full = story_so_far(self.sitting.attempt.run)
        if short:
            tell(" ".join([SO_FAR, *[f"“{text}”" for text in short]]) + "\n")
        self._utter(full)

    def go_on(self, outcome: ReplyOutcome) -> None:  # noqa: ARG002
        tell(drill_outcome(self.sitting.attempt.record()))
