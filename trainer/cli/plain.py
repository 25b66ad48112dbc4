"""`--plain`: the same play, line by line, for screen readers, pipes and those who like it so."""

import argparse
from datetime import date

from trainer.cli.arguments import say
from trainer.cli.keyboard import Keyboard, PlayerLeft, numbered, tell
from trainer.cli.plain_debrief import PlainDebrief
from trainer.cli.plain_play import PlainDrill, PlainPlay
from trainer.cli.play_options import known, open_attempt, owner, resume_command, services_for, to_play
from trainer.errors import ExitCode, TrainerError, UsageError
from trainer.files import write_problem
from trainer.output.phrases import what_is_recorded
from trainer.output.practice_phrases import day_words
from trainer.paths import Places
from trainer.practice.daily_session import PracticePlan
from trainer.records.attempt import Attempt
from trainer.records.header import TimeLimits
from trainer.records.people import Person, SpeltOtherwise
from trainer.session.drills import TodaysPractice
from trainer.session.services import Services
from trainer.session.sitting import Sitting


def play_plain(options: argparse.Namespace, where: Places) -> ExitCode:
    """Play to the end, or to a pause; without a scenario what is due today."""
    services, keyboard = services_for(options, where, "plain", TimeLimits.OFF), Keyboard()
    if options.scenario is None and options.resume is None:
        return _practise_today(options, services, keyboard)
    playable = to_play(options, where)
    services.trainee = owner(options, where) or _meet(options, services, keyboard)
    keyboard.listen()
    with open_attempt(options, services, playable) as attempt:
        tell(f"You play as {services.trainee.name}.")
        return _play(services, services.sitting(attempt), keyboard) or ExitCode.DONE


def _play(services: Services, sitting: Sitting, keyboard: Keyboard) -> ExitCode | None:
    """An attempt to its end and through its debrief; an exit code when it was paused."""
    attempt: Attempt = sitting.attempt
    try:
        PlainPlay(sitting, keyboard).play()
    except PlayerLeft as leave:
        try:
            sitting.pause()
        except TrainerError as error:
            say(f"Your answers are kept in {attempt.path}, but the pause is not: {error}")
            return error.exit_code
        say(f"Paused; nothing is lost. `{resume_command(attempt)}` goes on.")
        return leave.exit_code
    # Its journal is gone over now, which nobody else may have open.
    attempt.close()
    PlainDebrief(services, services.debriefing(attempt.record()), keyboard).go_over()
    return None


# -- who practises -------------------------------------------------------------------------------


def _meet(options: argparse.Namespace, services: Services, keyboard: Keyboard) -> Person:
    """Who practises: whom the command line names, the only person known, or whoever answers."""
    if named := known(options, services.places):
        return services.meet(named, apart=options.new_trainee)
    # On a first start what is recorded is said first.
    if not services.people():
        tell(what_is_recorded(services.transcripts))
    tell("Your name, or a nickname?")
    try:
        try:
            return services.meet(keyboard.ask())
        except SpeltOtherwise as error:
            name, people = error.name, error.people
        # Which of those with nearly the same name it is, or somebody else.
        others = len(people) + 1
        tell(f'"{people[0].name}" has practised here. Who are you?')
        for number, person in enumerate(people, 1):
            tell(f"{number}: I am {person.name}.")
        tell(f"{others}: I am somebody else, called {name}.")
        while (chosen := numbered(keyboard.ask(), others)) is None:
            tell(f"Please answer with a number from 1 to {others}.")
    except PlayerLeft:
        raise UsageError("it is not said who practises", do="Say it with --trainee NAME.") from None
    return services.meet(name, apart=True) if chosen == others else people[chosen - 1]


# -- today's practice ----------------------------------------------------------------------------


def _practise_today(options: argparse.Namespace, services: Services, keyboard: Keyboard) -> ExitCode:
    """What is due today, or where nothing is the story left alone the longest; left at any time."""
    if trouble := write_problem(services.transcripts):
        raise trouble
    services.trainee = _meet(options, services, keyboard)
    keyboard.listen()
    tell(f"You practise as {services.trainee.name}.")
    today = services.todays_plan()
    assert today.plan is not None
    if today.goal:
        tell(f"Your goal: {today.goal}")
    tell(_head(today.plan, today.today))
    session = TodaysPractice(services, today.plan.picks)
    try:
        while pick := session.pick:
            what = f"{'one decision in' if pick.drill else 'the whole story'} “{pick.material.title}”"
            tell(f"\n{session.number} of {session.count}: {what}, {pick.mode.value}. {pick.why}")
            tell("Enter begins; p leaves.")
            if keyboard.ask().lower() == "p":
                raise PlayerLeft
            if pick.drill is None:
                with services.begin_pick(pick) as attempt:
                    if (code := _play(services, services.sitting(attempt), keyboard)) is not None:
                        return code
            else:
                drill = session.begin()
                with drill.attempt:
                    PlainDrill(drill, keyboard).play()
            session.go_on()
    except PlayerLeft as leave:
        tell("Left here; what you have answered counts, and the rest waits.")
        return leave.exit_code
    if today.plan.picks:
        tell("That was all of it." if today.plan.is_extra else "That was today's practice.")
    return ExitCode.DONE


def _head(plan: PracticePlan, today: date) -> str:
    """What there is, in a sentence."""
    if not plan.picks:
        return "There is nothing here that can be played. `trainer new my-first` writes a scenario to begin with."
    if plan.is_extra:
        after = f" Something is due again {day_words(plan.next_due, today)}." if plan.next_due else ""
        said = "Today's practice is done." if plan.practised else "Nothing is due today."
        return f"{said}{after} If you like:"
    pieces = "one piece" if len(plan.picks) == 1 else f"{len(plan.picks)} pieces"
    minutes = "one minute" if plan.minutes == 1 else f"{plan.minutes} minutes"
    return f"Today's practice: {pieces}, about {minutes}. You can leave at any time with p."
