"""A schematic body part written as files, so that anybody can try the needle planner at once.

It lives here and not in the demonstration, because the command line writes it and may not reach a floor above
its own, and because all it does is turn a card into image files.
"""
