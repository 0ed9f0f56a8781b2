"""The command line: one `xcert` with a group for each role. Composition only; no rule lives here."""
