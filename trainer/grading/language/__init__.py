"""Typed words as text: spelling, sentences, negation, amounts, the language that they are in."""
