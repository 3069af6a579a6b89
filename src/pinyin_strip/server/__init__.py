"""The language server: what ``check`` finds, shown by an editor while somebody types.

Each file is one part of it. Only ``language_server.py`` knows of pygls and ``messages.py`` of the values of the protocol
(lsprotocol); what they show is made by the others, which are tested without either.
"""
