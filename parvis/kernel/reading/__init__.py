"""Tables in files, read row by row without holding one in memory: CSV, XLSX and ODS.

    table = open_table(path, name)                    # tables.py; SourceUnreadable, in French
    for line in table.read():                         # as often as wanted, always in the same order
        match line:
            case Row(line, values): ...
            case Broken(line, reason, suggestion): ...

A line that cannot be read is a ``Broken`` and the next one follows.
"""
