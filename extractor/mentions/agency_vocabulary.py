"""The vocabulary of agencies (`models/agencies.toml`, `models/central_units.toml`) made ready for matching. Built once a process."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from extractor.folding import fold, fold_all
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agency_tokens import Phrases
from extractor.naming import fields_with_ampersand, known_provinces
from extractor.records import Level
from extractor.vocabulary import load_vocabulary

_SETS = (
    "fields", "stops", "kept", "lead_ins", "qualifiers", "nouns", "followers", "determiners", "charges", "duties", "works", "predicates",
    "compounds", "bare", "branches", "staff", "appositions", "callings", "products", "boards", "union_boards",
    "offices", "housed", "inspectorates", "inspecting", "universities", "subjects", "named_works", "done_more", "of_several",
    "corporations",
)
_ASSOCIATION = "hội "
_UNIT = lazy_pattern(r"(?m:^(?:Tổng cục|Chi cục|Trung tâm|Học viện|Cục|Vụ|Viện|Phòng|Khoa|Ban) )")
_JOINT = lazy_pattern(r", | và | - ")


class Head(Struct, frozen=True):
    """How a kind of agency begins, and what may follow: "field", "place", "name", "free", "parent", "alone"."""

    level: Level
    kind: str
    body: frozenset[str]
    not_before: frozenset[str] = frozenset()


class Vocabulary(Struct, frozen=True):
    """Phrase sets by their part in a name; `heads` and `named` by folded phrase; `any_case` are folded names that lower case begins too;
    `acting` those of the verbs, as written, before which a name ends, `dealing` of the nouns those told by what they deal in.

    `starts` are the words that an agency begins with: an office-holder, a name, a collective; `openings` all phrases that one begins with.
    `associations` are what stands behind "Hội" in the names of unions.
    """

    fields: Phrases
    topics: Phrases
    charges: Phrases
    duties: Phrases
    works: Phrases
    predicates: Phrases
    compounds: Phrases
    bare: Phrases
    branches: Phrases
    officers: Phrases
    staff: Phrases
    appositions: Phrases
    callings: Phrases
    products: Phrases
    boards: Phrases
    union_boards: Phrases
    associations: Phrases
    offices: Phrases
    housed: Phrases
    inspectorates: Phrases
    inspecting: Phrases
    universities: Phrases
    subjects: Phrases
    named_works: Phrases
    done_more: Phrases
    of_several: Phrases
    corporations: Phrases
    verbs: Phrases
    stops: Phrases
    kept: Phrases
    lead_ins: Phrases
    qualifiers: Phrases
    nouns: Phrases
    followers: Phrases
    determiners: Phrases
    singular: Phrases
    openings: Phrases
    holders: Phrases
    names: Phrases
    head_phrases: Phrases
    provinces: Phrases
    heads: dict[str, Head]
    named: dict[str, tuple[Level, str]]
    any_case: frozenset[str]
    acting: frozenset[str]
    dealing: frozenset[str]
    role_shorts: frozenset[str]
    family_names: frozenset[str]
    starts: frozenset[str]
    holder_starts: frozenset[str]
    name_starts: frozenset[str]
    collective_starts: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of `models/agencies.toml`, `models/central_units.toml`, `models/actions.toml` and `models/places.toml`."""
    data = load_vocabulary("agencies")
    heads: dict[str, Head] = {}
    printed = [text for entry in (*data["head"], *data["name"]) for text in (*entry["texts"], *entry.get("not_before", ()))]
    folds = dict(zip(printed, fold_all(printed), strict=True))
    for entry in data["head"]:
        not_before = frozenset(folds[text] for text in entry.get("not_before", ()))
        head = Head(entry["level"], entry["kind"], frozenset(entry["body"]), not_before)
        heads.update(dict.fromkeys([folds[text] for text in entry["texts"]], head))
    named: dict[str, tuple[Level, str]] = {}
    for entry in data["name"]:
        named.update(dict.fromkeys([folds[text] for text in entry["texts"]], (entry["level"], entry["kind"])))
    any_case = frozenset(folds[text] for entry in data["name"] if entry.get("any_case") for text in entry["texts"])
    sets = {key: Phrases(data[key]) for key in _SETS} | {"officers": Phrases((*data["officers"], *data["staff"]))}
    sets["fields"] = Phrases((*data["fields"], *fields_with_ampersand(), *_unit_fields()))
    unions = (name for name, (level, _) in named.items() if level == "mass_organisation" and name.startswith(_ASSOCIATION))
    associations = Phrases(name[len(_ASSOCIATION) :] for name in unions)
    subjects = (text.replace("phòng, chống", "phòng chống") for text in data["fields"])  # "phòng" alone is a unit
    topics = Phrases((*data["topics"], *(part for text in subjects for part in _JOINT.split(text))))
    offices = [text for entry in data["holder"] for text in entry["texts"]]
    holders = Phrases(offices)
    names, head_phrases = Phrases(named, folded=True), Phrases(heads, folded=True)
    singular = Phrases(data["singular_nouns"])
    openings = Phrases((*fold_all((*data["determiners"], *offices, *data["singular_nouns"])), *named, *heads), folded=True)
    determiners, nouns = sets["determiners"].first_words, sets["nouns"].first_words
    holder_starts = determiners | holders.first_words
    name_starts = determiners | names.first_words | head_phrases.first_words
    collective_starts = determiners | (nouns & singular.first_words)
    verbs = Phrases(dict.fromkeys((*load_vocabulary("actions")["verbs"], *data["acting"])))
    family_names = frozenset(map(fold, load_vocabulary("persons")["family_names"]))
    provinces = Phrases(known_provinces().values())
    return Vocabulary(
        **sets, topics=topics, associations=associations,
        verbs=verbs, any_case=any_case, acting=frozenset(data["acting"]), dealing=frozenset(data["dealing"]), singular=singular,
        openings=openings, holders=holders, names=names, role_shorts=frozenset(data["role_shorts"]),
        head_phrases=head_phrases, provinces=provinces, family_names=family_names, heads=heads, named=named, holder_starts=holder_starts,
        name_starts=name_starts, collective_starts=collective_starts, starts=holder_starts | name_starts | collective_starts,
    )


def _unit_fields() -> list[str]:
    """What stands behind the first word of each unit of `models/central_units.toml`."""
    units = [unit for body in load_vocabulary("central_units")["body"] for unit in body["units"]]
    return _UNIT.sub("", "\n".join(units)).split("\n")
