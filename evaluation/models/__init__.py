"""Instrument, round, ballots, result and conclusion, one file per noun."""

from evaluation.models.ballot import Ballot, BallotExample
from evaluation.models.conclusion import Conclusion
from evaluation.models.instrument import Instrument
from evaluation.models.result import Result
from evaluation.models.round import Round, RoundGroup

__all__ = ["Ballot", "BallotExample", "Conclusion", "Instrument", "Result", "Round", "RoundGroup"]
