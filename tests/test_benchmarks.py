"""What the benchmarks measure with: documents that hold what they say, and a fit that finds an exponent."""

import pytest

from benchmarks.growth import exponent
from benchmarks.hostile import hostile, measured
from benchmarks.made_documents import long_docx, long_pdf
from extractor import extract


def test_the_exponent_is_that_of_the_cost_above_the_start() -> None:
    sizes = (1, 10, 20, 40, 80)
    assert exponent(sizes, [0.2, *(0.2 + 0.01 * size**1.5 for size in sizes[1:])]) == pytest.approx(1.5)


def test_a_made_pdf_has_its_pages_and_rows() -> None:
    pytest.importorskip("matplotlib")
    plan = extract(long_pdf(3, 14), filename="a.pdf")
    assert (plan.source.pages, [task.number for task in plan.tasks]) == (3, [str(number) for number in range(1, 15)])
    assert all(task.lead_agencies and task.deadline for task in plan.tasks)
    assert len({task.text for task in plan.tasks}) == 14


def test_more_pages_than_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="5 rows"):
        long_pdf(6, 5)


def test_a_made_docx_has_its_rows() -> None:
    assert [task.number for task in extract(long_docx(12), filename="a.docx").tasks] == [str(number) for number in range(1, 13)]


def test_hostile_inputs_are_made_by_name_and_an_error_is_told() -> None:
    inputs = {name: (filename, made) for name, filename, made in hostile(100)}
    filename, made = inputs["agencies, a cell of leads"]
    assert filename == "plan.md"
    assert "Sở Nội vụ, Sở Nội vụ" in made().decode()
    assert measured(made(), filename)[1] is None
    assert measured(None, "plan.txt")[1]  # type: ignore[arg-type]
