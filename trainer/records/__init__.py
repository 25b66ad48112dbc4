"""Records: the journal of an attempt, kept so that nothing acknowledged is lost and damage is found."""
