"""What is told and what was heard in one's own words, in the shapes the conversation has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.visual import Visual

from trainer.grading.model import ActMark
from trainer.output.phrases import Highlight, act_title, cap_lines, heard_lines, highlights, missing_line, note_line
from trainer.play import narration
from trainer.play.narration import Utterance, Voice
from trainer.play.run import Run
from trainer.practice.feedback import HeardReply, is_whole, told_acts, unheard
from trainer.principles.acts import ActWording
from trainer.tui.line_shapes import AttachedText, Indented, Speech
from trainer.tui.safe_text import join, line, lines, words

SIGNS = {"+": "$helped", "−": "$harmed"}
"""What begins with one of these has the colour of the stretch it speaks of."""
_SHORT = 46
"""Columns that the short line may take, beside the words around it, in a terminal of 80."""
_QUOTED = 80
"""Columns that the quotes after an act may take."""
_FEW = 4
"""Acts that have a line of their own before it is asked for more."""

# -- what is told ----------------------------------------------------------------------------


def speech(utterance: Utterance, stretches: Iterable[Highlight] = ()) -> Visual:
    """One thing told: the customer at the left, you at the right, the narrator without a bar."""
    if utterance.voice is Voice.NARRATOR:
        return Indented(words(utterance.text, "italic $quiet"))
    mine = utterance.voice is Voice.YOU
    colour = "$you" if mine else "$customer"
    body = underlined(words(utterance.text, "italic" if utterance.is_deed else ""), stretches)
    return Speech(line(utterance.name, f"bold {colour}"), body, colour, mine=mine)


def speeches(told: Iterable[Utterance]) -> list[Visual]:
    """Several things told, in order."""
    return [speech(u) for u in told]


def setting(run: Run) -> list[Visual]:
    """What is read before the first line."""
    scenario = run.machine.scenario
    text, you = (narration.fill(run, template) for template in (scenario.setting, scenario.you))
    parts = [line(scenario.title, "bold"), words(text, "$quiet"), *([line(f"You are {you}.")] if you else [])]
    return [Indented(part) for part in parts]


def aside(text: str) -> Visual:
    """Something the program says, not the story."""
    return Indented(line(text, "$quiet"))


def why(each: Iterable[str], label: str, hint: str = "") -> Visual:
    """Why a reply was marked so, a line for each reason after its label, and the key that tells more."""
    told = [join(Content.styled(label, "bold $quiet"), line(reason, "$quiet")) for reason in each]
    return AttachedText(join(lines(*told), Content.styled(hint, "$quiet")), 4)


def models(replies: Sequence[str]) -> Visual:
    """Replies that would have lost nothing, as they are listed."""
    head = Content.styled("This would have lost nothing there:", "bold $quiet")
    each = [join(Content.styled("· ", "$you"), line(reply)) for reply in replies]
    return AttachedText(lines(head, *each), 4)


# -- what was heard --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Marked:
    """What was heard in typed words, at four lengths. `short` is one line in its parts."""

    stretches: Sequence[Highlight]
    short: Sequence[str]
    few: Sequence[str]
    lines: Sequence[str]


def marked(run: Run, heard: HeardReply, titles: Mapping[str, ActWording]) -> Marked:
    """A grade for the screen."""
    graded = heard.graded

    def order(mark: ActMark) -> tuple[bool, bool, bool, float]:
        """What did harm first, then what was expected; what is true of the whole reply last."""
        return not mark.harms, is_whole(graded, mark), mark.act not in heard.expects, -mark.confidence

    counted = sorted(told_acts(graded, heard.expects), key=order)
    acts = [f"{'−' if m.harms else '+'} {act_title(m.act, titles)}" for m in counted]
    note, missing = note_line(graded), missing_line(graded, heard.expects, titles)

    few = [note]
    for mark, act in zip(counted[:_FEW], acts, strict=False):
        quotes = [f"“{e.text if len(e.text) <= _QUOTED else e.text[:_QUOTED].rstrip() + '…'}”" for e in mark.evidence]
        quoted = quotes and not is_whole(graded, mark)
        few.append(f"{act}: {', '.join(quotes[: _fitting(quotes, _QUOTED)])}" if quoted else act)
    if len(acts) > _FEW:
        few.append(f"and {len(acts) - _FEW} more")
    few.append(missing)
    few += cap_lines(run, (c for c in heard.caps if c.mark), titles)

    # One line: why it was not graded; else what did harm, what helped and what was not heard, as much as fits.
    short = [note or missing]
    if acts:
        wanted = "; ".join(act_title(act, titles) for act in unheard(graded, heard.expects))
        after = f"not heard: {wanted}" if wanted else ""
        shown = _fitting(acts, _SHORT - len(after))
        if shown < len(acts):
            shown = _fitting(acts, _SHORT - len(after) - len("  and 9 more"))
        more = f"and {len(acts) - shown} more" if shown < len(acts) else ""
        short = [*acts[:shown], *filter(None, (more, after))]
    return Marked(
        highlights(graded, titles, heard.expects),
        [s for s in short if s],
        [f for f in few if f],
        heard_lines(run, heard, titles),
    )


def _fitting(parts: Sequence[str], columns: int) -> int:
    """How many of these stand in so many columns, at least one."""
    shown, taken = 1, len(parts[0])
    while shown < len(parts) and taken + 2 + len(parts[shown]) <= columns:
        taken += 2 + len(parts[shown])
        shown += 1
    return shown


def underlined(body: Content, stretches: Iterable[Highlight]) -> Content:
    """One's own words with the stretches that count in them: never by colour alone."""
    for stretch in stretches:
        body = body.stylize("bold $harmed" if stretch.harms else "underline $helped", stretch.start, stretch.end)
    return body


def own_words(heard: HeardReply, titles: Mapping[str, ActWording]) -> Content:
    """The words of a grade, with the stretches that are told of."""
    return underlined(words(heard.graded.words), highlights(heard.graded, titles, heard.expects))


def signed(text: Content) -> Content:
    """A line of what was heard, with its sign in colour where it has one."""
    colour = SIGNS.get(text.plain[:1])
    return text.stylize(f"bold {colour}", 0, 1) if colour else text


def heard_short(marked: Marked, hint: str) -> Visual:
    """What was heard in one's own words, in one quiet line, and the key that tells all of it."""
    parts = Content.styled("  ", "$quiet").join([signed(line(p, "$quiet")) for p in marked.short])
    return AttachedText(join(Content.styled("heard: ", "bold $quiet"), parts, Content.styled(hint, "$quiet")), 4)


def heard(each: Sequence[str], hint: str = "") -> Visual:
    """The same with a line for each thing."""
    return AttachedText(
        join(lines(*[signed(line(text, "$quiet")) for text in each]), Content.styled(hint, "$quiet")), 4
    )
