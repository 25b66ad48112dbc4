"""What lint says of acts and of typed words: where, in which files, at what cost."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lint.examples import bases, folder
from trainer.document.finding import Finding, Severity, Span
from trainer.grading.grader import Grader
from trainer.grading.model import Graded, Situation
from trainer.kinds import FileKind
from trainer.limits import STEPS_OF_TRYING
from trainer.lint.act_rules import check_acts
from trainer.lint.check import check_file, files_to_check
from trainer.lint.rule_context import find_word, opening_words, span_to_end
from trainer.lint.rule_pages import codes
from trainer.scenario.library import open_library

TYPED, ACTS, DEMO = bases()["typed"], bases()["acts"], bases()["framework"]


def found(text: str, where: Path, kind: FileKind = FileKind.SCENARIO) -> list[Finding]:
    """What is found in a document that lies in a folder with the bases."""
    path = folder(where) / "here.yaml"
    path.write_text(text, encoding="utf-8")
    return check_file(path, kind, open_library([where])).findings


def under(text: str, finding: Finding) -> str:
    """The words that a finding points at."""
    line = text.split("\n")[finding.at.line - 1]
    return line[finding.at.column - 1 : finding.at.end_column - 1]


def test_acts_lie_in_a_folder_and_are_checked_with_it(tmp_path: Path) -> None:
    kinds = {path.name: kind for path, kind in files_to_check([folder(tmp_path)])}
    assert kinds["english.yaml"] is FileKind.ACTS
    path = tmp_path / "acts" / "english.yaml"
    path.write_text(ACTS.replace('- "you <insult>"', '- "you <insults>"'), encoding="utf-8")
    assert [f.code for f in check_file(path, FileKind.ACTS, open_library([tmp_path])).findings] == ["unknown-group"]


def test_an_unknown_act_is_named_where_it_stands_with_the_nearest_one(tmp_path: Path) -> None:
    text = TYPED.replace("expects: [checks-detail]", "expects: [check-details]").replace(
        "lacks: [rude]", "lacks: [rood]"
    )
    findings = [f for f in found(text, tmp_path) if f.code == "unknown-act"]
    assert [under(text, f) for f in findings] == ["check-details", "rood"]
    assert 'Did you mean "checks-detail"?' in findings[0].message
    assert {f.severity for f in findings} == {Severity.ERROR}


def test_a_principle_names_only_acts_that_there_are(tmp_path: Path) -> None:
    text = DEMO.replace("honoured_by: [checks-detail]", "honoured_by: [checks-detail, greats]")
    findings = found(text, tmp_path, FileKind.FRAMEWORK)
    assert [(f.code, under(text, f)) for f in findings] == [("unknown-act", "greats")]


def test_without_any_acts_a_framework_is_taken_at_its_word(tmp_path: Path) -> None:
    path = folder(tmp_path) / "principles" / "demo.yaml"
    (tmp_path / "acts" / "english.yaml").unlink()
    assert check_file(path, FileKind.FRAMEWORK, open_library([tmp_path])).findings == []


def test_acts_beside_a_scenario_outside_the_library_serve_it(tmp_path: Path) -> None:
    path = folder(tmp_path / "mine") / "here.yaml"
    path.write_text(TYPED, encoding="utf-8")
    (tmp_path / "library").mkdir()
    elsewhere = open_library([tmp_path / "library"])
    assert check_file(path, FileKind.SCENARIO, elsewhere).findings == []
    framework = tmp_path / "mine" / "principles" / "demo.yaml"
    framework.write_text(DEMO.replace("[rude]", "[rood]"), encoding="utf-8")
    assert [f.code for f in check_file(framework, FileKind.FRAMEWORK, elsewhere).findings] == ["unknown-act"]


def test_acts_that_cannot_be_used_are_one_warning_about_a_scenario(tmp_path: Path) -> None:
    path = folder(tmp_path) / "here.yaml"
    path.write_text(TYPED, encoding="utf-8")
    (tmp_path / "acts" / "english.yaml").write_text(ACTS.replace("way: harms", "way: hurts"), encoding="utf-8")
    findings = check_file(path, FileKind.SCENARIO, open_library([tmp_path])).findings
    assert [(f.code, under(TYPED, f)) for f in findings] == [("no-acts", "language")]
    assert "trainer lint" in findings[0].message


def test_a_cue_in_a_lacking_example_is_named_with_both(tmp_path: Path) -> None:
    text = ACTS.replace('    not:\n      - "hello is anybody (home|there)"\n', "")
    [finding] = found(text, tmp_path, FileKind.ACTS)
    assert (finding.code, under(text, finding)) == ("cue-on-lacks", '"^ (hello|hi|good morning)"')
    assert '"Hello" in the example "Hello, is anybody home?"' in finding.message


def test_a_good_reply_must_not_have_a_cue_of_harm(tmp_path: Path) -> None:
    text = TYPED.replace("listen_for:\n", 'listen_for:\n      rude: ["lovely weather"]\n')
    findings = [f for f in found(text, tmp_path) if f.code == "scene-cue-misfires"]
    assert [under(text, f) for f in findings] == ['"lovely weather"']
    assert 'the response "chat"' in findings[0].message


def test_a_good_deed_may_stand_for_an_expected_act(tmp_path: Path) -> None:
    said = "say: |\n          Which city did you say, Dulles or Dallas?"
    deed = "do: |\n          You show Ann both on the map, and let her point."
    silent = "say: |\n          Dulles or Dallas, madam? That is the thing."
    assert said in TYPED
    assert "expected-not-shown" not in {f.code for f in found(TYPED.replace(said, deed), tmp_path / "deed")}
    changed = TYPED.replace(said, silent).replace("expects: [checks-detail]", "expects: [checks-detail, gives-time]")
    findings = [f for f in found(changed, tmp_path / "silent") if f.code == "expected-not-shown"]
    assert "gives-time" in [under(changed, f) for f in findings]


def test_an_example_that_no_run_can_mean_is_told(tmp_path: Path) -> None:
    fact = "facts:\n  met: {flag: no, shown: {as: words, words: {no: new, yes: known}}}\nstart: counter\n"
    text = TYPED.replace("start: counter\n", fact).replace("    - id: chat\n", "    - id: chat\n        when: met\n")
    findings = [f for f in found(text, tmp_path) if f.code == "example-not-on-offer"]
    assert [under(text, f) for f in findings] == ["chat"], [str(f) for f in found(text, tmp_path / "again")]


@pytest.mark.parametrize(
    ("base", "kind"),
    [("typed", FileKind.SCENARIO), ("acts", FileKind.ACTS), ("framework", FileKind.FRAMEWORK)],
)
def test_whatever_is_left_out_ends_in_findings_with_places(base: str, kind: FileKind, tmp_path: Path) -> None:
    lines = bases()[base].split("\n")
    path = folder(tmp_path) / "here.yaml"
    library = open_library([tmp_path])
    for number in range(len(lines)):
        path.write_text("\n".join(lines[:number] + lines[number + 1 :]), encoding="utf-8")
        for finding in check_file(path, kind, library).findings:
            assert finding.code in codes()
            assert 1 <= finding.at.line <= len(lines), finding
            assert (finding.at.end_line, finding.at.end_column) >= (finding.at.line, finding.at.column)


def test_nothing_of_the_grader_is_loaded_where_nothing_is_typed(tmp_path: Path) -> None:
    small, typed = folder(tmp_path) / "small.yaml", tmp_path / "typed.yaml"
    typed.write_text(TYPED, encoding="utf-8")
    assert not _modules_after(small) & {"trainer.grading", "trainer.lint.grader_rules"}
    assert "trainer.grading.grader" in _modules_after(typed)


def test_very_many_examples_are_answered_in_bounded_time() -> None:
    many = "".join(f'          - "Hello {n}, how can we help you on this fine {n}th day?"\n' for n in range(4_000))
    text = ACTS.replace('shows: ["Hello, how can I help you?", "Good morning, come on over."]', "shows:\n" + many)
    assert len(text) > 150_000
    assert len(check_acts(text.encode(), "acts.yaml")) <= 200


def test_a_word_is_found_behind_its_key() -> None:
    text = "a: greets\nexpects: [greets-not, greets]\nb: greets"
    assert find_word(text, Span(1, 1, 3, 9), "greets", "expects") == Span(2, 23, 2, 29)
    assert find_word(text, Span(1, 1, 3, 9), "greets") == Span(1, 4, 1, 10)
    assert find_word(text, Span(3, 1, 3, 9), "thanks", "b") == Span(3, 1, 3, 9)
    assert span_to_end("x:\n  care: {a: b}\n", "care") == Span(2, 1, 3, 1)


def test_long_examples_are_quoted_by_their_first_words() -> None:
    assert opening_words("One line\nand another") == "One line"
    assert opening_words("word " * 20) == "word word word word word word word word word"
    assert len(opening_words("x" * 99)) == 48


def _modules_after(path: Path) -> set[str]:
    code = (
        "import sys; from trainer.cli import main\n"
        f"try: main(['lint', {str(path)!r}, '--scenarios', {str(path.parent)!r}])\nexcept SystemExit: pass\n"
        "print('\\n' + ' '.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    return set(done.stderr.split("\n")[-2].split())


def many_examples(count: int, words: int) -> str:
    """The base scenario of typed words with many long examples."""
    texts = (" ".join(f"so sorry {n} {m}" for m in range(words)) for n in range(count))
    lines = [f'      - {{typed: "{text}", shows: [greets]}}\n' for text in texts]
    head, key, tail = TYPED.partition("    examples:\n")
    return head + key + "".join(lines) + tail


def test_trying_examples_ends_whatever_the_file_and_says_what_was_left_out(tmp_path: Path) -> None:
    graded: list[str] = []
    grade = Grader.grade

    def counted(self: Grader, text: str, situation: Situation) -> Graded:
        graded.append(text)
        return grade(self, text, situation)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Grader, "grade", counted)
        findings = found(many_examples(900, 12), tmp_path, FileKind.SCENARIO)
    told = [f for f in findings if f.code == "not-all-tried"]
    assert [f.severity for f in told] == [Severity.INFO]
    assert 10 < sum(map(len, graded)) < STEPS_OF_TRYING
    assert len(graded) < 900
    left = int(re.findall(r"([\d,]+) trials", told[0].message)[0].replace(",", ""))
    assert left >= 900 - len(graded)


def test_a_cue_of_a_thousand_acts_counts_each_time_it_is_found() -> None:
    act = (
        '  a{n}:\n    title: says sorry\n    way: helps\n    about: Says so.\n    cues:\n      - "sorry"\n'
        '    examples: {{shows: ["I am so sorry, {n}", "sorry to hear that, {n}", "so sorry about {n}"]}}\n'
    )
    head = "format: acts/1\nid: many\nlanguage: en\ntitle: many\nacts:\n"
    text = head + "".join(act.format(n=n) for n in range(1_000))
    assert "not-all-tried" in {f.code for f in check_acts(text.encode(), "acts.yaml")}
