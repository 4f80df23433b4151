"""Producers' files read row by row, whatever their format, without holding one in memory.

What a caller does:

    with open_source("https://…/lieux.csv") as rows:      # opening.py; SourceUnreadable, in French
        rows.format, rows.version, rows.count             # what it is, its edition, how many rows if known
        for row in rows:                                  # as often as wanted, always in the same order
            match row:
                case Row(line, values): ...
                case Broken(line, reason, suggestion): ...

A line that cannot be read is a ``Broken`` and the next one follows; only a file that cannot be read
further raises ``SourceUnreadable``. Names of columns are those of the file: nested ones are left to
the mapping.
"""
