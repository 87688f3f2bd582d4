"""Who does a line, in words: a role, a post, or one of the names that only a manual uses."""

from __future__ import annotations

from dutyterm.i18n import Text, same
from dutyterm.model.people import POST_NAMES, ROLE_NAMES, Post, Role

_OTHERS = {
    "key_holder": Text("钥匙持有人", "key holder"),
    "code_holder": Text("密码持有人", "code holder"),
    "second_person": Text("第二人", "second person"),
}


def who_text(who: str) -> Text:
    """What a post, a role or a part in a line is called."""
    if who in _OTHERS:
        return _OTHERS[who]
    if who in set(Role):
        return ROLE_NAMES[Role(who)]
    return POST_NAMES[Post(who)] if who in set(Post) else same(who)
