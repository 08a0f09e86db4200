"""The dot inside a person's name (买买提·吐尔逊) comes in many shapes; one is kept."""

MIDDLE_DOT = "\u00b7"
DOTS = dict.fromkeys(map(ord, "•・‧∙.．･●⋅᛫"), MIDDLE_DOT)
