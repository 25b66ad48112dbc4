"""service-trainer: practise customer service in branching scenarios, graded with evidence."""

__version__ = "0.1.0"
