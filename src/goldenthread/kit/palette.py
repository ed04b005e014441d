"""Colours for data. Words and shapes always say the same thing as the colour does."""

INK = "#0b0c0c"
PAPER = "#ffffff"
QUIET = "#505a5f"  # 7:1 on white: small labels
RULE = "#b1b4b6"
GRID = "#e3e5e6"

# Government Analysis Function, accessible palette for categories, in order; never more than four together.
SERIES = ("#12436D", "#28A197", "#801650", "#F46A25")
MAIN = SERIES[0]
GREY_LINE = "#8a9196"
BAND = "#dce7ef"

# One hue in five steps, light to dark; each step is told from the next in black and white too.
STEPS = ("#e3edf5", "#b4cee3", "#7fabcf", "#34719f", "#12436D")
ON_STEPS = (INK, INK, INK, PAPER, PAPER)
NO_FIGURE = "#f3f2f1"
