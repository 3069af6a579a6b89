"""At home in other people's pipelines: one file a host, all over ``clean_array`` and ``clean_many``, ``Options`` passed whole.

Importing a host's file needs the host; what is missing is named with the line that installs it. The dictionaries are opened
once a process, when the first text is cleaned, so a worker pays for them once.
"""
