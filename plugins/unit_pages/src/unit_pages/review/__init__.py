"""From the officer to the leader: one workflow with one task that finds its reviewers by the page's unit."""
