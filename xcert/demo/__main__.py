"""Runs the demonstration: `python -m xcert.demo`."""

from xcert.demo.command import demo

demo(prog_name="demo")
