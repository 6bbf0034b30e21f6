"""Drives our daemons through the student system and through every type. Arguments: the two sockets."""
import math
import sys

from medium import Client, Failure, pack_list, unpack

STUDENT = {"id": "string", "first_name": "string", "last_name": "string", "age": "uint8", "photo": "binary"}
INNER = {"message": "string", "count": "int32"}
OUTER = {"name": "string", "value": INNER, "list": ["*", INNER], "nested": ["*", ["*", "int16"]], "flags": ["*", "boolean"]}


def fails(number, text, call):
    try:
        call()
    except Failure as failure:
        assert failure.number == number, failure.number
        assert text in str(failure), failure
        return
    raise AssertionError("it did not fail")


def students(path):
    client, other = Client(path), Client(path)
    fails(1, "no student s1", lambda: client.call("get_student", ["string"], ["s1"], STUDENT))
    ada = {"id": "s1", "first_name": "Ada", "last_name": "Lövelace", "age": 36, "photo": b"\x89PNG"}
    assert client.call("update_student", [STUDENT], [ada]) == b""
    assert client.call("get_student", ["string"], ["s1"], STUDENT) == ada
    for each in (client, other):
        if not each.events:
            assert each is other
            fails(0, "x", lambda: other.call("x", [], []))
        [[name, time, student]] = each.events
        assert (name, unpack("double", time), unpack(STUDENT, student)) == (b"student_added", 1234.5, ada)


def types(path):
    client = Client(path)
    values = [
        ("boolean", "boolean", [True, False]),
        ("int8", "int8", [-128, 127]), ("uint8", "uint8", [0, 255]), ("int16", "int16", [-32768, 258]), ("uint16", "uint16", [65535]),
        ("int32", "int32", [-2**31, 2**31 - 1]), ("uint32", "uint32", [2**32 - 1]),
        ("int64", "int64", [-2**63, 2**63 - 1]), ("uint64", "uint64", [2**64 - 1]),
        ("float", "float", [0.5, -0.0, math.inf]), ("double", "double", [0.1, 5e-324, -math.inf, 1e308]),
        ("string", "string", ["", "é€😀", "nul\0in", "$session", "$$", '"\\\n']),
        ("binary", "binary", [b"", bytes(range(256)), bytes(3_000_000)]),
        ("strings", ["*", "string"], [[], ["a", "", "$b"]]), ("ints", ["*", "int32"], [[], [1, -1, 256]]),
        ("2d", ["*", ["*", "uint32"]], [[], [[1, 2], []]]), ("3d", ["*", ["*", ["*", "uint8"]]], [[[[1], [2, 3]], [[]], []]]),
        ("inner", INNER, [{"message": "hi", "count": 5}]), ("inners", ["*", INNER], [[], [{"message": "", "count": -1}] * 3]),
        ("outer", OUTER, [{"name": "n", "value": {"message": "m", "count": 7}, "list": [], "nested": [[-1, 2], [300]], "flags": [True, False]}]),
    ]
    for name, kind, each in values:
        for value in each:
            got = client.call(f"echo_{name}", [kind], [value], kind)
            assert got == value and (not isinstance(value, float) or math.copysign(1, got) == math.copysign(1, value)), (name, value, got)
    for kind in ("float", "double"):
        assert math.isnan(client.call(f"echo_{kind}", [kind], [math.nan], kind))
    assert client.call("echo_boolean", ["int8"], [1], "boolean") is False
    assert client.call("two_args", ["string", "uint16"], ["aé", 258], "string") == "aé/258"
    assert client.call("deferred", ["string"], ["later"], "string") == "later!"
    fails(2, "custom text", lambda: client.call("fail_mapped", ["string"], ["custom text"]))
    fails(0, "whatever", lambda: client.call("fail_unmapped", ["string"], ["whatever"]))
    fails(0, "no method 'nothing'", lambda: client.call("nothing", [], []))
    fails(0, "'x' is missing", lambda: client.call("sqrt", [], []))
    fails(0, "more came than 1 argument", lambda: client.call("sqrt", ["double", "double"], [1, 2]))
    fails(0, "8 bytes", lambda: client.call("sqrt", ["float"], [1]))
    fails(0, "UTF-8", lambda: client.call("echo_string", ["binary"], [b"\xff"]))
    client.send(b"\x7f")
    client.send(b"\x04")
    client.send(b"\x05" + pack_list([b"sqrt"]))
    fails(0, "list of the method's name", lambda: client.answer(bytes(16)))
    client.call("fire", ["uint32"], [9])
    assert [event[0] for event in client.events] == [b"tick", b"empty_event"], client.events
    assert unpack(INNER, client.events[0][3]) == {"message": "hi", "count": 9}
    assert client.call("sqrt", ["double"], [2.0], "double") == math.sqrt(2)


students(sys.argv[1])
types(sys.argv[2])
print("ok")
