"""What the readers of a scenario's parts share: the names declared so far, and the notes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from trainer.document.fields import Fields, Notes, quoted
from trainer.document.finding import Span
from trainer.document.nodes import Node, Scalar, kind_of
from trainer.principles.frameworks import Framework, FrameworkShelf, Judged
from trainer.scenario.conditions import Condition, ConditionError, parse_condition
from trainer.scenario.facts import Fact
from trainer.scenario.model import CastMember, Variant
from trainer.scenario.placeholders import EMPTY, Text, parse_text, stray_braces


@dataclass(slots=True)
class LoadContext:
    """Filled from the head downwards: scenes are read when every name they may use is known."""

    notes: Notes
    frameworks: tuple[Framework, ...] = ()
    missing_frameworks: bool = False
    facts: Mapping[str, Fact] = field(default_factory=dict)
    variants: Mapping[str, Variant] = field(default_factory=dict)
    cast: Mapping[str, CastMember] = field(default_factory=dict)
    placeholders: frozenset[str] = frozenset()
    _principles: dict[str, list[str]] = field(default_factory=dict)

    def declare_frameworks(self, head: Fields, frameworks: Mapping[str, Framework]) -> None:
        """Find the frameworks that the head names, and make their principles known, by full and by short name."""
        declared: dict[str, Framework] = {}
        named = head.words("frameworks")
        for name, node in named:
            broken = frameworks.trouble(name) if isinstance(frameworks, FrameworkShelf) else None
            if name in frameworks:
                declared[name] = frameworks[name]
            elif broken:
                message = f'The framework "{quoted(name)}" has errors: `trainer lint {broken}` shows them.'
                self.notes.error("broken-framework", message, node)
            else:
                self.notes.unknown("unknown-framework", "framework", name, frameworks, node)
        if not named and "frameworks" in head:
            message = "Name at least one framework: replies are graded against its principles."
            self.notes.error("empty-list", message, head.at("frameworks"))
        self.missing_frameworks = not named or any(name not in declared for name, _ in named)
        self.frameworks = tuple(declared.values())
        for framework in self.frameworks:
            for short, principle in framework.principles.items():
                self._principles.setdefault(short, []).append(principle.id)
                self._principles[principle.id] = [principle.id]

    def declare_placeholders(self) -> None:
        """Fix the names that texts may use, once facts, variants and cast are known."""
        details = [item for variant in self.variants.values() for item in variant.details.items()]
        not_always = {name for name, detail in details if not detail.confused_with}
        confused = {f"{name}.confused_with" for name, _ in details if name not in not_always}
        shown = {fact.id for fact in self.facts.values() if fact.shown}
        self.placeholders = frozenset({name for name, _ in details} | confused | shown | set(self.cast))

    def principle(self, name: str, at: Node) -> str:
        """The full id of a principle, "" where there is no such one."""
        ids = self._principles.get(name, [])
        if len(ids) == 1:
            return ids[0]
        if ids:
            both = " or ".join(ids)
            self.notes.error("ambiguous-principle", f'"{name}" stands in two frameworks: write {both}.', at)
        elif not self.missing_frameworks:
            markable = [n for f in self.frameworks for n, p in f.principles.items() if p.judged is Judged.REPLY]
            self.notes.unknown("unknown-principle", "principle", name, markable, at)
        return ""

    def is_judged_on_replies(self, principle: str) -> bool:
        """Whether a principle, by its full id, can be marked."""
        framework, _, short = principle.partition(".")
        return any(f.id == framework and f.principles[short].judged is Judged.REPLY for f in self.frameworks)

    def text(self, fields: Fields, key: str) -> Text:
        """A text with placeholders."""
        source = fields.text(key)
        return self.check(parse_text(source), fields.at(key)) if source else EMPTY

    def text_of(self, node: Node, what: str) -> Text:
        """A node that must be a text with placeholders."""
        if isinstance(node, Scalar) and node.text.strip():
            return self.check(parse_text(node.text), node)
        if isinstance(node, Scalar):
            self.notes.error("empty-text", f"{what} is empty: write something, or leave it out.", node)
        else:
            self.notes.error("wrong-type", f"{what} must be a text; here it is {kind_of(node)}.", node)
        return EMPTY

    def check(self, text: Text, node: Node) -> Text:
        """A text, once its placeholders have been found to exist."""
        if len(text.parts) == 1 and "{{" not in text.source and "}}" not in text.source:
            return text
        for name in text.names():
            if name in self.placeholders:
                continue
            base, _, part = name.partition(".")
            with_it = [variant for variant in self.variants.values() if base in variant.details]
            if name in self.facts:
                message = f'"{name}" is a fact the trainee does not see: give it "shown", or leave it out of texts.'
                self.notes.error("fact-not-shown", message, node)
            elif part == "confused_with" and with_it:
                without = next(variant.id for variant in with_it if not variant.details[base].confused_with)
                message = f'"{name}" is not set in the variant "{without}": give "{base}" a confused_with there.'
                self.notes.error("unset-placeholder", message, node)
            else:
                what = "detail, cast member or shown fact"
                self.notes.unknown("unknown-placeholder", what, name, self.placeholders, node)
        if stray_braces(text):
            message = 'Two braces stand here that make no placeholder: write "{{ name }}".'
            self.notes.error("stray-braces", message, node)
        return text

    def condition(self, node: Node | None) -> Condition | None:
        """What a `when` says, None where there is none or it says nothing."""
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.notes.error("wrong-type", f'"when" must be a condition; here it is {kind_of(node)}.', node)
            return None
        try:
            return parse_condition(node.text, self.facts)
        except ConditionError as error:
            at = node.span
            if not node.style and node.line == node.end_line:
                column = node.column + 1 + error.offset
                at = Span(node.line + 1, column, node.line + 1, column + max(len(error.word), 1))
            if error.code == "unknown-fact":
                self.notes.unknown(error.code, "fact", error.word, self.facts, at)
            else:
                self.notes.error(error.code, f"{error} The condition: {quoted(node.text)}", at)
            return None
