"""What APA calls the kinds of works whose title does not say what they are."""

from __future__ import annotations

from typing import Final

# What kind of work it is, said in brackets where the title does not.
GENRES: Final = {
    "artwork": "Artwork",
    "audio": "Audio",
    "dataset": "Data set",
    "mastersthesis": "Master’s thesis",
    "movie": "Film",
    "patent": "Patent",
    "phdthesis": "PhD thesis",
    "presentation": "Presentation",
    "software": "Computer software",
    "techreport": "Technical report",
    "video": "Video",
}
# Values of biblatex's `type` field that are keys of terms.
TYPES: Final = {
    "audiocd": "Audio CD",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "datacd": "Data CD",
    "mathesis": "Master’s thesis",
    "patent": "Patent",
    "patentde": "German patent",
    "patenteu": "European patent",
    "patentfr": "French patent",
    "patentuk": "British patent",
    "patentus": "U.S. patent",
    "patreqde": "German patent request",
    "patreqeu": "European patent request",
    "patreqfr": "French patent request",
    "patrequk": "British patent request",
    "patrequs": "U.S. patent request",
    "phdthesis": "PhD thesis",
    "resreport": "Research report",
    "software": "Computer software",
    "techreport": "Technical report",
}
