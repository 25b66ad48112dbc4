"""One screen a file, its look beside it. Screens only wire."""
