"""The keys of the play screen, and what it says when one of them does nothing."""

from __future__ import annotations

from textual.binding import BindingType

from trainer.tui.keys import key

_NUMBERS = [
    key(
        str(n % 10),
        f"choose({n - 1})",
        "choose",
        "Give the reply with this number.",
        f"play.choose-{n}",
        show=n == 1,
        display="1-9" if n == 1 else None,
    )
    for n in range(1, 11)
]
PLAY_KEYS: list[BindingType] = [
    *_NUMBERS,
    key("t", "type", "type", "Answer in your own words, where they are welcome.", "play.type"),
    key("y", "why", "why", "All that was heard in the last reply, and why it was marked so (coach mode).", "play.why"),
    key("m", "model", "model", "What would have lost nothing at the last decision (coach mode).", "play.model"),
    key("u", "back", "back", "Take the last reply back (coach mode).", "play.back"),
    key("p", "pause", "pause", "Save, and go Home; you can go on later.", "play.pause"),
    key(
        "escape",
        "change",
        "change",
        "Change your words or your choice, when it is asked what you meant or how sure you are.",
        "play.reword",
    ),
    key("space", "scroll(1)", "read on", "Read on in the conversation.", "play.down", display="space"),
    key("pagedown", "scroll(1)", "read on", "Read on in the conversation.", "play.page-down", show=False),
    key("pageup", "scroll(-1)", "read back", "Read back in the conversation.", "play.up", show=False),
]

ABOUT = (
    "You are in a conversation; what you answer decides how it goes on. Choose a reply by its number, with the arrows "
    "and Enter, or with the mouse. Where it says so you can answer in your own words: t, then type, then Enter. They "
    "are graded on this computer, act by act; only where they leave open which reply is meant, it is asked. In coach "
    "mode what helped is underlined in your words and what harmed stands bold, and y tells all of it. In the other "
    "modes it is asked now and then how sure you are: that is never scored. Everything is saved as you answer. Where "
    "there is a time limit, it runs on while you type and while this help is open, and stands still once your words "
    "are sent; pausing stops it, and the decision is asked anew when you come back."
)
NO_WORDS = "Own words are not asked for here: choose one of the replies."
ONLY_REPLIES = "Here only the replies count: choose one by its number."
ONLY_ONWARD = "This story has ended: 1 shows how it went."
TOO_QUICK = "That key came before this could be read: nothing was chosen."
NOT_ON_OFFER = "That is not on offer here: choose one of these."
NONE_MARKED = "None of these is marked yet: choose by number, or mark one with the arrows."
BACK_AGAIN = "Take your last reply back? Press u again. It stays in the record, and this is no first try then."
PRESS_T = "Press t to say it in your own words."
MUST_CHOOSE = "This time one of the replies has to do."
NOTHING_TYPED = "Nothing is typed yet. Esc goes back to the replies."
NEVER_SCORED = "Never scored: it is for you to look back on. Esc: change the reply."
NOTHING_ANSWERED = "Nothing has been answered yet."
LISTENING = "Your words are being read…"
WORDS_KEPT = "Your words are kept as you typed them. Esc: change them."
DRAFT_KEPT = "Your words are kept: t goes on with them."
NOT_COACHED = "Replies can be taken back in coach mode only."
NOTHING_TO_TAKE_BACK = "There is nothing to take back yet."
ENDED = "This story has ended."
WHY_LATER = "The explanations wait for the debrief."
TAKEN_BACK = "Taken back. It stays in the record, and this is no longer a first try."
TIME_IS_UP = "Time is up."
KEPT_WITHOUT_END = "Your answers are kept, the last one too; only the end of the story is not. Going on writes it."
STILL_SAFE = "Your answers before this one are kept; you can go on from there."
