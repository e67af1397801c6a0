"""Hearsay reads news and answers one question about every claim in it: who says so?"""
