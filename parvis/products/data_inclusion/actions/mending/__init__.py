"""Raw cells already under the names of data-inclusion-schema v1, turned into values that the schema accepts.

What a caller does:

    places = load_places()                          # places.py: the territory, once for an import
    mended = mend_structure(values, places)         # structures.py; mend_service in services.py
    checked = check_structure(mended.values)

``mended.corrections`` say what was changed, « champ : quoi », at most once a field; ``mended.doubts``
what was noticed and left as it is. Neither repeats a value of the producer's. What is only another
way of writing the same thing (blanks, a telephone in E.164, a date in another order) is not a
correction. Nothing raises, and mending what has been mended corrects nothing.

Names of version 0 of the schema are turned into those of version 1 where their sense is certain.
"""
