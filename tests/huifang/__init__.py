"""Tests of the project package: launcher, checks, health, fixtures."""
