"""All stories of R27 to R48."""

from tests.simulator.stories import results, scoring

STORIES = (*scoring.STORIES, *results.STORIES)
