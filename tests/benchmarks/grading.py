"""How well typed replies are graded, on replies from situations that nothing was learned from.

python tests/benchmarks/grading.py              the table of docs/typed-replies.md
python tests/benchmarks/grading.py --dev        on the training corpus instead, which flatters
python tests/benchmarks/grading.py --release    situations and a voice that are kept back: looked at once a release
python tests/benchmarks/grading.py --release --again "WHY"    a second look, which is written down with its reason

Each look at what is kept back is a line in tests/data/typed-replies/release/looks.tsv, to be committed.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks._grading import (
    ROOT,
    Case,
    branches,
    calibration,
    earned,
    evidence_f1,
    false_reproaches,
    false_violations,
    grade_all,
    interval,
    macro_f1,
    overlap,
    precision_by_sureness,
    the_grader,
    typing_errors,
    unheard_violations,
    worst,
)
from trainer import __version__
from trainer.grading.dimensions import dimensions, verdicts
from trainer.grading.grader import Grader
from trainer.grading.model import Abstained, Situation
from trainer.grading.training.corpus import CORPUS, HARMLESS, Labelled, read_corpus
from trainer.grading.training.learn_match import situation_of

HELD_OUT = ROOT / "tests" / "data" / "typed-replies"
JUNK = {"empty", "gibberish", "nonenglish"}
NAMED = (Abstained.EMPTY, Abstained.GIBBERISH, Abstained.LANGUAGE)
LISTS = (
    "sorry refund thank you we value you absolutely certainly of course",
    "empathy apology ownership resolve confirm accuracy five minutes proactive realistic",
    "apologize listen thank you own it solution twenty minutes confirm follow up",
)
COURTESY = " Thank you so much for your patience, and have a lovely day."
RELEASE = HELD_OUT / "release"
LOOKS = RELEASE / "looks.tsv"
THRESHOLDS = (0.45, 0.55, 0.65, 0.75)


def report(name: str, cases: Sequence[Case]) -> None:
    """One part of the table."""
    macro, per_macro = macro_f1(cases)
    evidence, per_evidence = evidence_f1(cases)
    low, high = interval(cases, lambda c: macro_f1(c)[0])
    least, most = interval(cases, lambda c: evidence_f1(c)[0])
    print(f"\n{name}: {len(cases)} replies, {len({c.labelled.situation.id for c in cases})} situations")
    print(f"  macro-F1 {macro:.3f} [{low:.3f}, {high:.3f}]   evidence-F1 {evidence:.3f} [{least:.3f}, {most:.3f}]")
    for dimension in dimensions():
        print(f"    {dimension.id:<12} {per_macro[dimension.id]:.3f}   {per_evidence[dimension.id]:.3f}")
    sure = precision_by_sureness(cases)
    print("  precision: " + "   ".join(f"{s} {p:.3f} (n {n})" for s, (p, n) in sure.items()))
    print(f"  evidence overlaps the labelled words in {overlap(cases):.3f} of right marks")
    for threshold in THRESHOLDS:
        right, covered = branches(cases, threshold)
        print(f"  branch at {threshold}: {right:.3f} right, {covered:.3f} covered")
    counted, told = false_violations(cases)
    reproached = false_reproaches(cases)
    print(f"  harmless replies: harm counts in {counted:.4f}, told in {told:.4f}, reproached {reproached:.4f}")
    uncounted, untold, harmful = unheard_violations(cases)
    print(f"  replies that do harm: {harmful}; none counts in {uncounted}, none is told in {untold}")


def robustness(grader: Grader, replies: Sequence[Labelled], cases: Sequence[Case]) -> None:
    """Typing errors, lists, courtesy after rudeness, junk."""
    clean, typed = macro_f1(cases)[0], macro_f1(grade_all(grader, replies, typing_errors))[0]
    print(f"typing errors in 30 % of words: macro-F1 {typed - clean:+.3f}")
    alone = statistics.fmean(earned(grader.grade(text, Situation())) for text in LISTS)
    print(f"a stuffed list alone earns {alone:.2f} acts")
    graded = [c for c in cases if c.graded.abstained is None]
    longer = [grader.grade(f"{c.labelled.text} {LISTS[i % 3]}", situation_of(c.labelled)) for i, c in enumerate(graded)]
    gains = [earned(after) - earned(c.graded) for after, c in zip(longer, graded, strict=True)]
    print(f"a stuffed list after a reply earns {statistics.fmean(gains):+.3f} acts")
    rude = [c for c in graded if "violated" in c.given.values()]
    kept = sum(_keeps(grader, case) for case in rude)
    print(f"a violation with courtesy pasted after it is kept: {kept}/{len(rude)} = {kept / max(1, len(rude)):.3f}")
    junk = [c for c in cases if c.labelled.flags & JUNK]
    named = sum(c.graded.abstained in NAMED for c in junk)
    refused = [c for c in cases if not c.labelled.flags & (JUNK | {"gaming"}) and c.graded.abstained in NAMED]
    print(f"junk and other languages abstained on: {named}/{len(junk)}; other replies refused: {len(refused)}")
    blank = [c for c in cases if c.graded.abstained is Abstained.UNRECOGNISED]
    missed = sum(any(v != "missed" for v in c.gold.values()) for c in blank)
    print(f"whole sentences in which nothing was recognised: {len(blank)}, of which {missed} hold something")


def _keeps(grader: Grader, case: Case) -> bool:
    graded = grader.grade(case.labelled.text + COURTESY, situation_of(case.labelled))
    after = verdicts(m.act for m in graded.acts if m.sure.scores)
    return all(after[d] == "violated" for d, verdict in case.given.items() if verdict == "violated")


def speed(grader: Grader, replies: Sequence[Labelled]) -> None:
    """CPU time a reply, warm: other processes on the machine do not count."""
    times = []
    for labelled in replies:
        situation = situation_of(labelled)
        start = time.process_time()
        grader.grade(labelled.text, situation)
        times.append(1000 * (time.process_time() - start))
    times.sort()
    median, last = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"\na reply takes {median:.2f} ms in the middle, p99 {last:.2f} ms, at most {times[-1]:.2f} ms")
    sentence = "I am sorry, I will fix it in ten minutes. "
    for name, text in (("4,000 characters", (sentence * 100)[:4000]), ("one word of 4,000", "x" * 4000)):
        start = time.process_time()
        grader.grade(text, Situation())
        print(f"  {name}: {1000 * (time.process_time() - start):.1f} ms")


def weight() -> None:
    """Import and load, and the memory they take, in a process of its own."""
    code = (
        "import time, resource; from pathlib import Path;"
        "a = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; t = time.process_time();"
        "from trainer.grading.grader import Grader; from trainer.grading.model import Situation;"
        "from trainer.principles.acts import ActsShelf;"
        "g = Grader(ActsShelf([Path('scenarios/acts')], Path.read_bytes).get('en'));"
        "g.grade('I am sorry, let me check that.', Situation());"
        "b = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "print(f'import, load, first reply: {time.process_time() - t:.3f} s of CPU, {(b - a) / 1024:.0f} MB more')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    print(done.stdout, end="")


def write_look(looks: Path, release: str, again: str | None, today: str) -> None:
    """Write down a look at what is kept back. SystemExit for a second one in a release without a reason."""
    earlier = looks.read_text(encoding="utf-8").splitlines() if looks.exists() else []
    before = [line for line in earlier if line.split("\t")[:1] == [release]]
    if before and not again:
        raise SystemExit(
            f"{release} has been looked at already ({before[-1].split(chr(9))[1]}), and what is looked at twice is no "
            'longer kept back. If it must be, say why: --again "WHY".'
        )
    with looks.open("a", encoding="utf-8") as file:
        file.write("\t".join((release, today, " ".join((again or "the first look").split()))) + "\n")


def voices(cases: Sequence[Case]) -> None:
    """Harmless turns by voice, which is the name of their file."""
    print("\nharmless turns, by voice: harm told, reproached")
    for file in sorted({c.labelled.file for c in cases if c.labelled.kind == HARMLESS}):
        part = [c for c in cases if c.labelled.file == file]
        voice = file.removeprefix("harmless-").partition(".")[0]
        print(f"  {voice:<10} {false_violations(part)[1]:.4f}, {false_reproaches(part):.4f} (n {len(part)})")


def main(arguments: Sequence[str]) -> None:
    """The whole table."""
    dev, release = "--dev" in arguments, "--release" in arguments
    if release:
        at = arguments.index("--again") + 1 if "--again" in arguments else 0
        why = arguments[at] if 0 < at < len(arguments) else None
        write_look(LOOKS, __version__, why, datetime.now(UTC).date().isoformat())
    grader = the_grader()
    replies = read_corpus(CORPUS if dev else RELEASE if release else HELD_OUT)
    every = grade_all(grader, replies)
    voices(every)
    cases = [c for c in every if c.labelled.kind != HARMLESS]
    replies = [c.labelled for c in cases]
    for kind in ("ordinary", "stress", "clerk"):
        part = [c for c in cases if c.labelled.kind == kind]
        report(f"{'training corpus' if dev else 'kept back' if release else 'held out'}, {kind}", part)
    print("\ncalibration: confidence, share right")
    for name, mean, right, count in calibration(cases):
        print(f"  {name}: {mean:.2f}, {right:.2f} (n {count})")
    print()
    robustness(grader, replies, cases)
    speed(grader, replies)
    weight()
    print("\nthe ten most confident mistakes:")
    for number, text in enumerate(worst(cases), 1):
        print(f"  {number}. {text}")


if __name__ == "__main__":
    main(sys.argv[1:])
