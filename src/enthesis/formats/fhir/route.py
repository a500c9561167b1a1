"""By which way a medicine enters the body, from a coded route, a sig, or the words of a dose form.

The words are those of RxNorm's dose forms, of FHIR's route codes, and of what prescribers write. A way that
two words contradict, or that none of ours names (vaginal, sublingual), is not known.
"""

from functools import lru_cache

from enthesis.knowledge.recognise import words_of

_CERTAIN_WORDS = {
    "oral": "oral orally mouth po peroral",
    "topical": "topical topically cutaneous",
    "inhaled": "inhalation inhalant inhaler inhaled inhale puff puffs nebulizer nebuliser respiratory",
    "nasal": "nasal intranasal nostril",
    "ophthalmic": "ophthalmic eye eyes conjunctival",
    "otic": "otic ear ears auricular",
    "injected": "injection injectable injector injected inject infusion parenteral iv im sc intravenous"
    " intravenously intramuscular intramuscularly subcutaneous subcutaneously intradermal"
    " intraarticular articular",
    "rectal": "rectal rectally enema",
    "transdermal": "transdermal",
    "": "vaginal sublingual buccal mucosal intrauterine urethral",
}
# Forms that say the way only where nothing else does: a gel may be for the skin, a "gel cap" is swallowed.
_FORM_WORDS = {
    "oral": "tablet tablets tab tabs capsule capsules cap caps caplet caplets softgel softgels gelcap gelcaps"
    " syrup elixir chewable lozenge",
    "topical": "cream ointment lotion gel shampoo",
    "injected": "syringe vial",
    "rectal": "suppository",
}
_CERTAIN = {word: route for route, words in _CERTAIN_WORDS.items() for word in words.split()}
_BY_FORM = {word: route for route, words in _FORM_WORDS.items() for word in words.split()}
_INHALED = "inhaled"


@lru_cache(maxsize=4096)
def route_of(text: str) -> str | None:
    """Name the way a text speaks of; ``None`` when it says none, two, or one that is not ours.

    An "oral inhaler" is inhaled.
    """
    words = words_of(text)
    certain = {_CERTAIN[word] for word in words if word in _CERTAIN}
    if _INHALED in certain:
        certain.discard("oral")
    found = certain or {_BY_FORM[word] for word in words if word in _BY_FORM}
    return (found.pop() or None) if len(found) == 1 else None
