"""From a file and its domain to made-up records and what is told about them, or everything that stands against it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from opennrm import __version__
from opennrm.disclosure.synthesis import budget
from opennrm.disclosure.synthesis.curator import Curator, composition, costs
from opennrm.disclosure.synthesis.domain import Domain, read_domain
from opennrm.disclosure.synthesis.layout import Codes, Layout, Table
from opennrm.disclosure.synthesis.noise import residual_reach
from opennrm.disclosure.synthesis.plan import Plan, planned
from opennrm.disclosure.synthesis.problems import CannotPublish, Refused
from opennrm.disclosure.synthesis.records import read_records
from opennrm.disclosure.synthesis.release import Made, Step, make


@dataclass(frozen=True)
class Asked:
    """A release as asked for: nothing in it depends on the records."""

    epsilon: float
    delta: float
    strict: bool = False


@dataclass(frozen=True)
class Release:
    """Made-up records and the page that goes with them."""

    codes: Codes
    told: dict[str, Any]


def read(path: Path, domain_path: Path, asked: Asked) -> tuple[Codes, Domain]:
    """The records and their domain; refuses with every problem of the three at once."""
    problems = budget.problems_of(asked.epsilon, asked.delta)
    total = len(problems)
    try:
        domain = read_domain(domain_path)
        records = read_records(path, domain)
    except Refused as refused:
        raise Refused([*problems, *refused.problems], total=total + refused.total) from refused
    if problems:
        raise Refused(problems)
    return records, domain


def synthesize(records: Codes, domain: Domain, asked: Asked, *, step: Step = lambda what: None) -> Release:
    """Made-up records of the domain. Reads the records only through a curator, which adds the noise."""
    step("planning")
    if problems := budget.problems_of(asked.epsilon, asked.delta):
        raise Refused(problems)
    layout = Layout(domain.cards)
    plan = planned(layout, budget.rho_within(asked.epsilon, asked.delta))
    whole = composition(plan)
    told = budget.spent(plan, whole, epsilon=asked.epsilon, delta=asked.delta)
    curator = Curator(records, plan, whole)
    del records
    made = make(curator, plan, strict=asked.strict, random=np.random.default_rng(), step=step)
    if asked.delta * made.count >= 1:
        said = f"delta {asked.delta:g} is not below one over the number of records: choose a smaller one"
        raise CannotPublish(said, rho=told.rho)
    step("describing")
    return Release(made.codes, described(made, plan, domain, asked, told))


def described(made: Made, plan: Plan, domain: Domain, asked: Asked, told: budget.Spent) -> dict[str, Any]:
    """Parameters, mechanisms, budget and accuracy. It tells nothing that was not declared or paid for."""
    names = [column.name for column in domain.columns]
    return {
        "made_up": "No row is a person. Rows were made so that counts come out near those of the records.",
        "opennrm": __version__,
        "population": domain.population,
        "records": len(made.codes),
        "strict": asked.strict,
        "privacy": {
            "unit": "one victim's record, added or removed",
            "definition": "zero-concentrated differential privacy, stated as (epsilon, delta)",
            **asdict(told),
            "noise": "drawn by OpenDP from the operating system's randomness; there is no seed to keep or to lose",
        },
        "domain": {"sha256": domain.sha256, "values": dict(zip(names, domain.cards))},
        "mechanisms": _mechanisms(plan, made.triples, names),
        "accuracy": {
            "basis": "noisy answers only, nothing further was asked: noise_sd is the noise of a cell, distance the "
            "mean distance of the made-up counts from the noisy ones",
            "tables": _accuracy(made, plan, names),
        },
        "libraries": {name: version(name) for name in ("opendp", "dp-accounting", "numpy", "numba")},
    }


def _mechanisms(plan: Plan, triples: tuple[Table, ...], names: list[str]) -> list[Mapping[str, Any]]:
    """Every question in the order asked, with what one victim can move and what it cost."""
    chosen, layout = iter(triples), plan.layout
    sds = {(): plan.count_sd, **plan.residual_sds, **{table: plan.triple_noise(table) for table in triples}}
    rows: list[Mapping[str, Any]] = []
    for kind, planned_table, rho in costs(plan):
        if kind == "choice":
            rows.append(
                {
                    "question": f"{plan.picks} worst 3-way tables",
                    "mechanism": "exponential (noisy top k)",
                    "sensitivity": 1,
                    "scale": plan.select_scale,
                    "rho": rho,
                }
            )
            continue
        table = next(chosen) if kind == "triple" else planned_table
        rows.append(
            {
                "question": "count" if kind == "count" else "residual",
                "columns": [names[c] for c in table],
                "mechanism": "discrete Gaussian",
                "sensitivity": residual_reach(layout, table),
                "scale": sds[table] * layout.cells(table),
                "rho": rho,
            }
        )
    return rows


def _accuracy(made: Made, plan: Plan, names: list[str]) -> list[Mapping[str, Any]]:
    """How far each 2-way table of the made-up records lies from its noisy one, beside the noise."""
    off = plan.layout.square(made.codes) - made.pairs.noisy
    return [
        {
            "columns": [names[a], names[b]],
            "noise_sd": round(plan.pair_variance((a, b)) ** 0.5, 2),
            "distance": round(float(np.abs(plan.layout.block(off, a, b)).mean()), 2),
        }
        for a, b in plan.layout.pairs
    ]
