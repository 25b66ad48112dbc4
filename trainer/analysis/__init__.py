"""The whole state graph of a scenario: what can happen, and what each reply is worth."""
