"""Forms of rounds, ballots and conclusions."""
