"""Findings → what people and machines read: one file a format, each with ``render(proofs) -> str``.

The formats for people and for GitHub are a line or a block for each finding, so they can be written file by file; JSON and
SARIF are one document over all files.
"""
