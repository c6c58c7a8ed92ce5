"""The same linking by Splink on Spark, on this machine alone: the same levels and rules, other SQL."""

from collections.abc import Iterator
from pathlib import Path


def link_on_spark(keys: Path, *, threshold: float) -> Iterator[tuple[int, int, float]]:
    """Pairs and their probabilities, of a Parquet file as ``linkage.SCHEMA`` says."""
    from pyspark.sql import SparkSession
    from splink.backends.spark import SparkAPI

    from opennrm.identification.linkage import linker_of

    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.driver.memory", "4g")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.codegen.wholeStage", "false")  # the levels of a pair pass the size a method may have
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    try:
        records = spark.read.parquet(str(keys))
        api = SparkAPI(spark_session=spark, break_lineage_method="persist")
        linker = linker_of(api, records, records.count(), "spark")
        found = linker.inference.predict(threshold_match_probability=threshold, warning_mode="never")
        frame = found.as_spark_dataframe().select("unique_id_l", "unique_id_r", "match_probability")
        for row in frame.toLocalIterator():
            yield row[0], row[1], row[2]
    finally:
        spark.stop()
