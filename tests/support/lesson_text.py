"""A lesson with all six kinds of question, as text, and the same with one place of it changed."""

LESSON = '''\
id = "forward"
title = "Forward by hand"
topic = "The worked example"
minutes = 12
goal = "Work out a unit by hand."
closing = "You have worked out {net_h1 | 4}."

[scenes.wrong_order]
scenario = "mazur_sequential"
train = 1

[[card]]
title = "What comes in"
say = "The unit h1 gets {i1} and {i2}, and its formula is $net_{h1} = w_1 i_1 + w_2 i_2 + b_1$."
light = ["w1", "w2", "b1", "h1"]
[card.window]
scenario = "mazur"
tab = "Lines"
size = "line"
notation = "worked"
digits = 6

[[card]]
title = "It adds up"
say = """
Now **you** do it.
say = "this is still text"
"""
[card.window]
step = "net_h1"
[card.ask]
kind = "number"
text = "What is the net input of h1?"
answer = "net_h1"
wrong = [
    { value = "w1*i1 + w2*i2", slip = "The bias is left out." },
    { value = "w1 + w2 + b1", slip = "The inputs are left out." },
]

[[card]]
title = "Which way"
say = "The weight w5 is one of two that lead to o1."
[card.window]
step = "dE_total/dw5"
plot = "loss"
select = "w5"
[card.ask]
kind = "sign"
text = "Which sign has its gradient?"
answer = "dE_total/dw5"
wrong = [{ value = "-", slip = "A negative gradient would make the weight larger." }]

[[card]]
title = "Which one"
say = "After the update, the error is lower."
[card.ask]
kind = "choice"
text = "What is the error then?"
answer = "{update 2: E_total}"
wrong = [{ text = "{E_total}", slip = "That is the error before the update." }]

[[card]]
title = "Where"
say = "Two weights lead to o1."
[card.ask]
kind = "find"
text = "Click on them."
answer = ["w5", "w6"]
wrong = [{ element = "w7", slip = "That one leads to o2." }]

[[card]]
title = "In which order"
say = "An update has four parts."
[card.ask]
kind = "order"
text = "Put them in order."
answer = ["forward", "loss", "backward", "update"]
slip = "Nothing can be done before what it is made of is there."

[[card]]
title = "Change it"
say = "The bias is {b1}."
[card.ask]
kind = "do"
text = "Make the bias at most 0."
until = "b1 <= 0 and changed b1"
'''


def with_change(old: str, new: str) -> str:
    """Return the lesson with the only place that has `old` changed."""
    assert LESSON.count(old) == 1, old
    return LESSON.replace(old, new)


def line_of(text: str, part: str) -> int:
    """Return the number of the first line with this part."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)
