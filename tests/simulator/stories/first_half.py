"""All stories of R1 to R26."""

from tests.simulator.stories import authority, conduct, people, plan

STORIES = (*authority.STORIES, *plan.STORIES, *people.STORIES, *conduct.STORIES)
