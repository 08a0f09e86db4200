"""A line of the log never says what an error says."""

import logging

from huifang.logs import Discreet

SECRET = "zqsecret"
LINE = Discreet("%(levelname)s %(name)s %(message)s")


def line(*args, message="failed %s", error=None):
    kept = (type(error), error, error.__traceback__) if error else None
    return LINE.format(logging.LogRecord("here", 40, "f.py", 1, message, args, kept))


def raised(error, *, after=None):
    try:
        try:
            if after:
                raise after
        finally:
            raise error
    except Exception as caught:  # noqa: BLE001 (whatever it is, it is what the test asks about)
        return caught


def test_an_error_is_named_with_its_place_and_not_in_its_own_words():
    told = line(message="x", error=raised(ValueError(SECRET)))
    assert SECRET not in told
    assert "builtins.ValueError" in told
    assert "test_logs.py" in told


def test_the_error_before_it_is_named_as_well():
    told = line(message="x", error=raised(KeyError(SECRET), after=ValueError(SECRET)))
    assert SECRET not in told
    assert told.index("builtins.KeyError") < told.index("builtins.ValueError")


def test_an_error_among_the_words_of_a_line_becomes_its_type():
    assert line(ValueError(SECRET)) == "ERROR here failed ValueError"


def test_an_error_as_the_whole_line_becomes_its_type():
    record = logging.LogRecord("here", 40, "f.py", 1, ValueError(SECRET), (), None)
    assert LINE.format(record) == "ERROR here ValueError"


def test_what_another_handler_has_written_on_the_record_is_not_taken_over():
    record = logging.LogRecord("here", 40, "f.py", 1, "x", (), None)
    record.exc_text = SECRET
    assert SECRET not in LINE.format(record)


def test_celery_names_the_task_and_not_what_it_worked_on():
    told = line({"name": "t", "exc": f"ValueError('{SECRET}')"}, message="%(name)s raised %(exc)s")
    assert told == "ERROR here t raised …"


def test_a_plain_line_stays_as_it_is():
    assert line("7", message="page %s") == "ERROR here page 7"
