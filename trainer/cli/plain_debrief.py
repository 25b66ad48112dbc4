"""The debrief in plain lines, from the verdict to the goal, and what can be done from there."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType

from trainer.cli.arguments import say as warn
from trainer.cli.keyboard import Keyboard, PlayerLeft, numbered, tell
from trainer.cli.plain_play import PlainSlip, PlainWhatIf
from trainer.errors import NotWritable, TrainerError
from trainer.output import practice_phrases as say
from trainer.output.charts import sparkline
from trainer.output.phrases import VERDICTS, heard_lines, place_line, score_line
from trainer.output.transcript import write_transcripts
from trainer.play import narration
from trainer.practice.debrief import DecisionLine, debrief
from trainer.principles.acts import ActWording
from trainer.records.record import Record
from trainer.session.debriefing import Debriefing
from trainer.session.drills import SlipsCourse, begin_what_if
from trainer.session.services import Services


def debrief_lines(record: Record, titles: Mapping[str, ActWording] = MappingProxyType({})) -> Iterator[str]:
    """What it amounts to, each decision with what it cost, and what is picked out. Nothing before an ending."""
    told = debrief(record)
    if told is None:
        return
    word, meaning = VERDICTS[told.verdict]
    yield f"{word}. {meaning}".rstrip()
    yield from say.obstacle_lines(told.obstacles)
    if told.self_rating:
        yield say.rating_line(told.self_rating)
    result = record.result()
    yield f"{score_line(result)} {place_line(record.playable, result)}".rstrip()
    if len(told.curve) > 1:
        chart = sparkline(told.curve, 0, 100, ascii_only=True)
        yield f"The score still possible: {say.curve_line(told.curve)} [{chart}]"
    yield "\nYour decisions, in order:"
    for touch in told.strip:
        yield f"{say.touchpoint_words(touch)}"
        for line in touch.decisions:
            yield from _decision(line)
    yield ""
    yield from say.sure_lines(told.decisions)
    for part, line, why in say.picked_out(told, titles):
        picked = f"{part}, at decision {line.number + 1}: {say.reply_words(line)}"
        yield f"{picked}\n   {why}" if why else picked
    if told.near_miss:
        number = told.near_miss.decision.number + 1
        (mine, *_), (text, *levels) = say.model_lines(told.near_miss)
        yield f"{say.DebriefPart.CLOSE}, at decision {number}: {mine}\n{say.DebriefPart.MODEL}: {text}"
        yield from (f"   - {level}" for level in levels)
    yield ""


def decision_lines(debriefing: Debriefing, number: int) -> Iterator[str]:
    """One decision, from 0, with everything that is known of it."""
    run, line = debriefing.record.run, debriefing.lines[number]
    yield from _decision(line)
    for one in line.earned:
        yield f"   - {say.level_line(one)}"
    if heard := debriefing.heard(number):
        yield from (f"   heard: {text}" for text in heard_lines(run, heard, debriefing.titles))
    if line.taken_as:
        yield f"   {line.taken_as}"
    if parts := say.cost_parts(line):
        yield f"   {parts}"
    if line.critical:
        yield f"   critical: {line.critical}"
    for better in say.better_lines(run, line)[:1]:
        yield f"   would have cost nothing: {better}"


def _decision(line: DecisionLine) -> Iterator[str]:
    sure = ", and you were sure" if line.is_confident_error else ""
    levels = ", ".join(say.level_words(one) for one in line.earned)
    yield f"{line.number + 1}. {' '.join(say.reply_words(line).split())}\n   {say.cost_words(line)}{sure}"
    if levels:
        yield f"   {levels}"


_LETTERS = """\
What now? Enter alone is the end of the debrief.
N         decision N in full
w N       what if: play on from decision N in another way
s         learn from your slips: only the decisions that went wrong
r         write your weakest reply again (r N: that of decision N)
d N       you do not agree with a grade of decision N
g WORDS   one goal for the counter"""
_KINDS = "Type a decision's number, or w, s, r, d or g; ? says more, Enter alone ends it."


class PlainDebrief:
    """Going over an attempt line by line: one's own view before the grades, then letters for what can be done.

    The end of input is the end of the debrief, never an error.
    """

    def __init__(self, services: Services, debriefing: Debriefing, keyboard: Keyboard) -> None:
        self.debriefing = debriefing
        self._services = services
        self._keyboard = keyboard

    def go_over(self) -> None:
        """From one's own view to the second receipt. Leave when one is told to go by a signal."""
        record = self.debriefing.record
        if told := debrief(record):
            tell(f"THE END: {told.ending or told.outcome.value} (a {told.outcome} ending)\n{told.lesson}\n")
        try:
            if not self.debriefing.is_rated:
                # One's own view, before any grade is seen.
                tell(f"{say.ASK_AIM} (Enter leaves it out.)")
                aim = self._keyboard.ask()
                scale = ", ".join(f"{level} {word}" for level, word in say.RATINGS.items())
                tell(f"{say.ASK_RATING} {scale}. (Enter leaves it out.)")
                while (said := self._keyboard.ask()) and said not in map(str, say.RATINGS):
                    tell("Type a number from 0 to 4, or Enter alone.")
                if said:
                    self._record(lambda: self.debriefing.rate(int(said), aim))
            somebody_answers = True
        except PlayerLeft:
            somebody_answers = False
        for line in debrief_lines(self.debriefing.record, self.debriefing.titles):
            tell(line)
        self._write()
        tell(f"Receipt: {record.receipt}")
        if somebody_answers:
            tell(_LETTERS)
            with suppress(PlayerLeft):
                while line := self._keyboard.ask():
                    self.do(line)
        # The receipt over what was said, where anything was.
        if self.debriefing.is_open and self._record(self.debriefing.close):
            self._write()
            receipt = self.debriefing.second_receipt
            tell(f"The debrief is closed. Second receipt, with what you said in it: {receipt}")

    # -- what can be done --------------------------------------------------------------------

    def do(self, line: str) -> None:
        """What one line asks for. Leave."""
        word, _, rest = line.partition(" ")
        rest = rest.strip()
        count = len(self.debriefing.lines)
        named = numbered(rest, count)
        number = named - 1 if named else None
        if looked_at := numbered(line, count):
            for text in decision_lines(self.debriefing, looked_at - 1):
                tell(text)
        elif word == "g" and rest:
            if self._record(lambda: self.debriefing.set_goal(rest)):
                tell("Kept: it is shown when you start next.")
        elif word == "s":
            self.learn_from_slips()
        elif word == "r" and (number is not None or not rest):
            self.rewrite(self.debriefing.weakest if number is None else number)
        elif word == "w" and number is not None:
            self.what_if(number)
        elif word == "d" and number is not None:
            self.dispute(number)
        elif word in ("w", "d", "r"):
            tell(f"Which decision? {word} and a number from 1 to {count}.")
        else:
            tell(_LETTERS if line == "?" else _KINDS)

    def rewrite(self, number: int | None) -> None:
        """Words written anew, graded by the embedded grader alone and never by a judge."""
        debriefing = self.debriefing
        if number is None:
            tell("There is no reply to write again: nothing was lost where words can answer.")
            return
        said = say.reply_words(debriefing.lines[number])
        tell(f"Decision {number + 1}. You said: {said}\nHow would you say it now? (Enter leaves it.)")
        while words := self._keyboard.ask():
            try:
                regraded = debriefing.rewrite(number, words)
            except TrainerError as error:
                warn(f"That could not be recorded: {error}")
                return
            if regraded is None:
                tell("Nothing grades words in this language yet.")
                return
            for text in say.regraded_lines(debriefing.record.run, regraded, debriefing.titles):
                tell(f"  {text}")
            tell("Once more? (Enter leaves it.)")

    def dispute(self, number: int) -> None:
        """Say which grade of decision `number`, from 0, one does not agree with, and why. Leave."""
        tell("Which grade do you not agree with?")
        debriefing = self.debriefing
        grades = say.grade_names(debriefing.lines[number], debriefing.heard(number), debriefing.titles)
        for place, (_, text) in enumerate(grades, 1):
            tell(f"  {place}  {text}")
        chosen = numbered(self._keyboard.ask(), len(grades))
        if chosen is None:
            tell("None: nothing is recorded.")
            return
        tell("Why? (Enter leaves it out.)")
        reason = self._keyboard.ask()
        if self._record(lambda: self.debriefing.dispute(number, grades[chosen - 1][0], reason)):
            tell("Recorded: whoever reviews the attempt sees it beside the grade.")

    # -- back into the story -----------------------------------------------------------------

    def what_if(self, number: int) -> None:
        """Another way on from decision `number`, from 0."""
        tell(f"WHAT IF, from decision {number + 1}: {say.KEPT_APART}.")
        try:
            sitting = begin_what_if(self._services, self.debriefing, number)
            with sitting.attempt:
                try:
                    PlainWhatIf(sitting, self._keyboard).play()
                except PlayerLeft:
                    sitting.pause()
                run = sitting.attempt.run
                if run.ending:
                    title = narration.fill(run, run.ending.title) or run.ending.outcome.value
                    tell(f"THE END of this other way: {title}\n{narration.fill(run, run.ending.lesson)}")
        except NotWritable as error:
            warn(str(error))
        tell("Back in the debrief. Your attempt stands as it was.")

    def learn_from_slips(self) -> None:
        """Every slip until a good reply is found, then one of them with other people."""
        if not self.debriefing.slips:
            tell("Nothing went wrong here.")
            return
        seen = [a.variant for a in self._services.attempts(self.debriefing.record.header.scenario.id)]
        course = SlipsCourse(self._services, self.debriefing, seen)
        tell(f"LEARN FROM YOUR SLIPS: {say.KEPT_APART}.")
        again = False
        try:
            while not course.is_over:
                again = not self._try(course, again=again)
        except PlayerLeft:
            pass
        except NotWritable as error:
            warn(str(error))
        tell(course.result)

    def _try(self, course: SlipsCourse, *, again: bool) -> bool:
        """One try; whether it was a good reply. Leave when one does not want to go on."""
        drill = course.begin()
        tell("Again, at the same place." if again else f"{drill.where[:1].upper()}{drill.where[1:]}.")
        with drill.attempt:
            try:
                PlainSlip(drill, self._keyboard).try_once(again=again)
            except PlayerLeft:
                drill.pause()
                raise
            course.judge(drill)
            if not drill.attempt.ended:
                drill.pause()
        tell(f"{'A good reply here' if drill.is_learned else 'Not yet'}: {drill.label}.")
        if drill.is_learned:
            course.go_on()
        return drill.is_learned

    # -- keeping -----------------------------------------------------------------------------

    def _record(self, say_it: Callable[[], object]) -> bool:
        """Record something, and whether that was done; what is in the way is said, and the debrief goes on."""
        try:
            say_it()
        except TrainerError as error:
            warn(f"That could not be recorded: {error}")
            return False
        return True

    def _write(self) -> None:
        record = self.debriefing.record
        try:
            files = write_transcripts(record, record.path.parent)
            tell(f"Transcript: {files.markdown}\n            {files.html}")
        except NotWritable as error:
            warn(f"The attempt is kept in {record.path}, but its transcript is not: {error}")
