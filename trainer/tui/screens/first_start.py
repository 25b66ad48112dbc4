"""Who is practising, what is kept of it, and a first two minutes."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList, Static

from trainer.cleaning import clean_line
from trainer.errors import TrainerError, UsageError
from trainer.files import write_problem
from trainer.output.phrases import what_is_recorded
from trainer.records.people import Person, SpeltOtherwise
from trainer.session.services import FIRST_SCENARIO, Services
from trainer.tui.keys import key
from trainer.tui.safe_text import line, paragraphs, words
from trainer.tui.screens.page import Page
from trainer.tui.widgets.bars import KeyBar, TitleBar
from trainer.tui.widgets.listing import Item, Listing

BEGIN, LIBRARY, RECORD, APART = "=begin", "=library", "=record", "=apart"
HELLO = (
    "Here you practise customer service in short conversations: you answer, the customer reacts, "
    "and at the end you see what each reply did."
)
HOW = "Enter goes on. Tab leads to what stands below."


class FirstStart(Page):
    """Asks for a name; then offers the first scenario or the library."""

    NAME = "Welcome"
    ABOUT = (
        "Say by what name you want to practise: your own or a nickname. Whoever has practised here before is listed; "
        "somebody else types a name of their own, and the two are never mixed up."
    )
    AUTO_FOCUS = "#name"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "back_out", "back", "Back to the name.", "welcome.back", show=False),
        key("ctrl+q", "app.quit", "leave", "Leave; nothing has been kept.", "welcome.quit", display="^q"),
    ]

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.trouble: TrainerError | None = write_problem(services.transcripts)
        """What would be in the way, said beforehand."""
        self._people: list[Person] = []
        try:
            self._people = services.people()
        except TrainerError as error:
            self.trouble = self.trouble or error
        self._asked: SpeltOtherwise | None = None
        """What was asked about a name that is spelt nearly as one that is known."""

    def compose(self) -> ComposeResult:
        yield TitleBar(line("service-trainer", "bold"), line("welcome", "$quiet"))
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="hello", markup=False)
            yield Static(words(what_is_recorded(self._services.transcripts), "$quiet"), id="kept")
            if self.trouble:
                head = words("Nothing can be kept there, so practising cannot begin.", "bold $error")
                yield Static(paragraphs(head, words(str(self.trouble))), id="trouble")
            yield Static(line("Your name, or a nickname", "bold"), id="ask")
            yield Input(id="name", placeholder="type it, then press Enter", compact=True, select_on_focus=False)
            yield Static(line(HOW, "$quiet"), id="note")
            yield Listing(id="choices")
        yield KeyBar()

    def on_mount(self) -> None:
        greeting = "Good to see you. Who is practising?" if self._people else HELLO
        self.query_one("#hello", Static).update(words(greeting))
        self._asked = None
        people = [Item(line(p.name), p.pseudonym, below=int(p is self._people[-1])) for p in self._people]
        self.query_one(Listing).fill([*people, Item(line("Look at what is on record (Review)"), RECORD)], keep=False)
        if self.trouble:
            self.query_one(Input).disabled = True
            self.query_one(Listing).focus()

    @on(Input.Submitted)
    def meet(self, event: Input.Submitted) -> None:
        self._greet(clean_line(event.value))

    @on(Input.Changed)
    def say_how(self) -> None:
        if self._asked:
            self.on_mount()
        self.query_one("#note", Static).update(line(HOW, "$quiet"))

    def _greet(self, name: str, *, apart: bool = False) -> None:
        try:
            person = self._services.meet(name, apart=apart)
        except SpeltOtherwise as error:
            # Somebody who has practised here, in another spelling, or somebody else?
            self._asked = error
            said = f"“{error.people[0].name}” has practised here. Is that you?"
            self.query_one("#note", Static).update(line(said, "$you"))
            same = [Item(line(f"Yes, I am {p.name}"), p.pseudonym) for p in error.people]
            self._offer([*same, Item(line(f"No, I am somebody else: {error.name}"), APART)])
            return
        except UsageError as error:
            said = f"{error.what[:1].upper()}{error.what[1:]}. {error.do}"
            self.query_one("#note", Static).update(line(said, "$you"))
            return
        except TrainerError as error:
            self.trainer.trouble(error)
            return
        if self.trainer.has_request:
            self.trainer.welcomed()
            return
        self.add_class("-met")
        self.query_one("#hello", Static).update(line(f"Hello, {person.name}.", "bold"))
        first = [Item(line("Start with two minutes"), BEGIN, below=1)]
        has_first = FIRST_SCENARIO in self._services.library().paths
        self._offer([*(first if has_first else []), Item(line("To the library"), LIBRARY)])

    def _offer(self, items: list[Item]) -> None:
        listing = self.query_one(Listing)
        listing.fill(items, keep=False)
        listing.focus()

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == BEGIN:
            self.trainer.first_scenario()
        elif event.option_id == LIBRARY:
            self.trainer.welcomed()
        elif event.option_id == RECORD:
            self.trainer.browse_records()
        elif event.option_id == APART and self._asked:
            self._greet(self._asked.name, apart=True)
        else:
            known = [*self._people, *(self._asked.people if self._asked else ())]
            person = next(p for p in known if p.pseudonym == event.option_id)
            self._services.trainee = person
            self.trainer.welcomed()

    def action_back_out(self) -> None:
        if self._asked or self.has_class("-met"):
            self.remove_class("-met")
            self.on_mount()
            self.query_one(Input).focus()
        elif self._services.trainee:
            self.trainer.to_home()
