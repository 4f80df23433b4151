"""Records whose cells may be anything, and what mending owes to them all."""

from hypothesis import strategies as st

MESSY = st.sampled_from(
    ["Besançon", "25000", "25056", "75101", "6.02", "47,24", "928104.5", "6689133.4", "03 81 61 50 50", "a@b.fr; c@d.fr", "www.a.fr", "None",
     "gratuit", "numerique", "tous-publics|jeunes", "[]", "{a,b}", "2026-01-02", "46083", "lundi 9h-12h", "sur rendez-vous", "13003013300016",
     "&amp;eacute;", "Ã©", "france", "x" * 11_000, "0", "-", "Annecy-le-Vieux", "74940"]
)  # fmt: skip
CELLS = st.one_of(
    MESSY, st.none(), st.text(max_size=40), st.integers(), st.floats(), st.booleans(), st.dates(), st.lists(st.one_of(MESSY, st.text(max_size=20)), max_size=4),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
)  # fmt: skip
FORMER = [
    "presentation_resume",
    "profils",
    "types",
    "zone_diffusion_type",
    "zone_diffusion_code",
    "modes_orientation_beneficiaire",
    "contact_public",
]


def records(schema):
    return st.fixed_dictionaries({}, optional=dict.fromkeys([*schema.model_fields, *FORMER], CELLS))


def mended_once_for_all(mend, values, places):
    once = mend(values, places)
    again = mend(once.values, places)
    assert again.corrections == []
    assert again.values == once.values
    names = [line.split(" : ")[0] for line in once.corrections]
    assert len(names) == len(set(names))
