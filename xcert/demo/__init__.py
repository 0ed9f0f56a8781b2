"""The demonstration: an honest and a rigged session on an embedded chain that begins in the past and ends today."""
