"""One sentence for every case a person's identity is settled by the steward, whatever the cause.

Whether somebody is known to the program outside one's own sight must not be read off an answer
(security.md AZ-10, X29), so a number that stands with a person one may see under another name
gets the very same words.
"""

NEEDS_STEWARD = "该人员信息需由数据管理员核对后才能登记。请与数据管理员联系，核对后再登记。"
OTHER_NUMBER = "身份证号与这位同志已登记的不一致，请按证件核对。"
