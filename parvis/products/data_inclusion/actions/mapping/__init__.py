"""Producers' ``config.json`` and the national schema « lieux de médiation numérique », read and turned into ours.

Everything here is pure: no database, no clock, no file. What a caller does:

    directory = CommuneDirectory(commune_directory())                    # communes.py; once for an import
    mapping = compile_mapping(config, source="Hub-lo", communes=directory, columns=columns_of(rows))  # compiling.py
    mapped = mapping.map_row(row, index)                                 # a MappedLieu: .lieu, .corrections
    reference = to_reference(mapped.lieu, source="hub-lo")  # reference.py: .structure, .services, …

``compile_mapping`` raises ConfigError (``problems``, in French) before any row is read; its ``remarks``
are told once. ``map_row`` raises Refusal (``reason``, ``suggestion``) for a row that cannot be kept, and
nothing else; ``mapping.identify(row, index)`` gives the identifier alone. Corrections are « champ : quoi »
and never repeat a value. The structure and services are for ``check_structure`` and its like.

A file already in the national schema enters in the place of ``map_row``: ``check_columns(header)``, then
``read_record(row, directory, source)`` of standard.py gives the MappedLieu of a row.
"""
