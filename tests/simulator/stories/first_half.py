"""All stories of R1 to R26."""

from tests.simulator.stories import authority, conduct, people, plan, supervision

STORIES = (*authority.STORIES, *plan.STORIES, *people.STORIES, *supervision.STORIES, *conduct.STORIES)
