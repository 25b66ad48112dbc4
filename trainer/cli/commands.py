"""The names of the commands and a line on each; nothing else, so that `--help` costs nothing."""

COMMANDS = {
    "play": "practise a scenario",
    "list": "the library: what there is to practise",
    "lint": "check scenarios",
    "analyse": "the exact numbers of a scenario",
    "new": "a small scenario to begin with",
    "schema": "the JSON Schema of scenarios, for editors",
    "preview": "play a scenario beside its findings while you write it",
    "test": "play the plans beside scenarios",
    "grade": "grade typed replies at a decision",
    "acts": "what is heard in a text, cue by cue",
    "examples": "typed replies on record as examples for their scenario",
    "transcripts": "the attempts on record, newest first",
    "show": "one transcript",
    "progress": "how consistent somebody is, and what is due",
    "graph": "a scenario as a picture",
    "import": "a Twine story as the beginning of a scenario",
    "export-scenario": "a scenario for Twine",
    "where": "which folders and files are in use, and why",
}


def usage() -> str:
    """The page that `trainer --help` prints."""
    lines = [f"  trainer {name:<16} {what}" for name, what in COMMANDS.items()]
    return "\n".join(
        [
            "usage: trainer [command]",
            "",
            "Practise customer service in branching scenarios. Without a command the app opens.",
            "",
            *lines,
            "",
            "Each command explains itself: trainer play --help",
            "For example: trainer play two-minute-counter --plain",
        ]
    )
