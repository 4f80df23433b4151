"""What follows here when a person exercises a right."""

from parvis.core.privacy.events.rights import Hide, HideAgain, Rectified, Remove, Show
from parvis.kernel.declarations.events import Reaction, reactions


def _hide(fact: Hide) -> None:
    # The schema and its libraries take half a second to import: only who hides or shows pays for them.
    from parvis.products.data_inclusion.actions.hiding import hide

    hide(fact)


def _hide_again(fact: HideAgain) -> None:
    from parvis.products.data_inclusion.actions.hiding import hide_again

    hide_again(fact)


def _show(fact: Show) -> None:
    from parvis.products.data_inclusion.actions.hiding import show

    show(fact)


def _remove(fact: Remove) -> None:
    from parvis.products.data_inclusion.actions.hiding import remove

    remove(fact)


def _rectify(fact: Rectified) -> None:
    from parvis.products.data_inclusion.actions.rectifying import follow_rectification

    follow_rectification(fact)


reactions.register(Reaction("data_inclusion.hide", Hide, _hide))
reactions.register(Reaction("data_inclusion.hide_again", HideAgain, _hide_again))
reactions.register(Reaction("data_inclusion.show", Show, _show))
reactions.register(Reaction("data_inclusion.remove", Remove, _remove))
reactions.register(Reaction("data_inclusion.rectify", Rectified, _rectify))
