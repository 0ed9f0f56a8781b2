"""All stories of R27 to R48."""

from tests.simulator.stories import appeals, flags, issuing, results, scoring

STORIES = (*scoring.STORIES, *results.STORIES, *appeals.STORIES, *issuing.STORIES, *flags.STORIES)
