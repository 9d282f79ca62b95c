import pyarrow as pa

import khabar
from khabar.arrow import Records, record_schema, record_table
from khabar.scale import annotate_batches

TEXT = "قال وزير الخارجية إن المباحثات ستستأنف في دمشق يوم الأحد، وقتل 12 شخصا في قصف أمس."


def test_the_schema_follows_the_record() -> None:
    schema = record_schema()
    assert {"id", "text", "published", "mentions", "statements", "events"} <= set(schema.names)
    event = schema.field("events").type.value_type
    assert "in" in {event.field(i).name for i in range(event.num_fields)}


def test_records_are_rows() -> None:
    record = khabar.annotate(TEXT, published="2017-10-20", id="r1")
    row = record_table([record]).to_pylist()[0]
    plain = record.to_dict()
    assert row["id"] == "r1"
    assert [m["start"] for m in row["mentions"]] == [m["start"] for m in plain["mentions"]]
    assert [e["in"] for e in row["events"]] == [e["in"] for e in plain["events"]]


def test_records_hand_themselves_over_as_arrow() -> None:
    table = pa.table(Records([khabar.annotate(TEXT, id="a"), khabar.annotate(TEXT, id="b")]))
    assert table["id"].to_pylist() == ["a", "b"]


def test_batches_in_batches_out() -> None:
    batch = pa.RecordBatch.from_pylist(
        [{"id": "a", "text": TEXT, "published": "2017-10-20", "other": 1}, {"id": "b", "text": "", "published": None, "other": 2}]
    )
    (found,) = annotate_batches([batch])
    assert found.schema.equals(record_schema())
    assert found["id"].to_pylist() == ["a", "b"]
    assert found["published"].to_pylist()[0]["value"] == "2017-10-20"
