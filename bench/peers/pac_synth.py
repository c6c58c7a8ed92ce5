"""Run by the peer's own Python: pac_synth.py IN.csv OUT.csv EPSILON DELTA MODE; prints what it cost as JSON."""

import csv
import json
import sys
from pathlib import Path

from pacsynth import AccuracyMode, DpAggregateSeededParametersBuilder, DpAggregateSeededSynthesizer, FabricationMode
from pacsynth import Dataset as Data
from spent import spent

MODES = {
    "default": (AccuracyMode.prioritize_long_combinations(), FabricationMode.balanced()),
    "short-minimize": (AccuracyMode.prioritize_short_combinations(), FabricationMode.minimize()),
    "balanced-minimize": (AccuracyMode.balanced(), FabricationMode.minimize()),
    "long-minimize": (AccuracyMode.prioritize_long_combinations(), FabricationMode.minimize()),
    "short-uncontrolled": (AccuracyMode.prioritize_short_combinations(), FabricationMode.uncontrolled()),
    "balanced-progressive": (AccuracyMode.balanced(), FabricationMode.progressive()),
}


def main() -> None:
    source, target, epsilon, delta, mode = sys.argv[1:6]
    with Path(source).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    accuracy, fabrication = MODES[mode]
    asked = (
        DpAggregateSeededParametersBuilder()
        .reporting_length(3)
        .epsilon(float(epsilon))
        .delta(float(delta))
        .accuracy_mode(accuracy)
        .fabrication_mode(fabrication)
        .build()
    )
    with spent() as cost:
        synthesizer = DpAggregateSeededSynthesizer(asked)
        synthesizer.fit(Data(rows))
        made = synthesizer.sample()
    with Path(target).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(made)
    if len(sys.argv) > 6:
        aggregates = synthesizer.get_dp_aggregates(";")
        with Path(sys.argv[6]).open("w", encoding="utf-8") as file:
            json.dump({" ".join(k) if not isinstance(k, str) else k: v for k, v in aggregates.items()}, file)
    print(json.dumps(cost))


main()
