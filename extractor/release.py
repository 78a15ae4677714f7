"""The program's name and version: written into every plan as its `generator`, and read from here by the build."""

NAME = "vn-plan-extract"
VERSION = "0.1.0"
RECOGNISER_MODEL = "tessdata_fast 4.1.0"  # models/vie.traineddata
