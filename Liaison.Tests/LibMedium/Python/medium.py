"""LibMedium's protocol, written from WIRE.md, section 6, in the standard library alone: both ends, for the tests."""
import socket
import struct
import uuid

NUMBERS = {
    "int8": "!b", "uint8": "!B", "int16": "!h", "uint16": "!H", "int32": "!i", "uint32": "!I",
    "int64": "!q", "uint64": "!Q", "float": "!f", "double": "!d",
}


def pack_list(items):
    return b"".join(struct.pack("!I", len(item)) + item for item in items)


def unpack_list(data):
    items = []
    while data:
        (length,) = struct.unpack_from("!I", data)
        item = data[4:4 + length]
        if len(item) != length:
            raise ValueError("a list is cut off")
        items.append(item)
        data = data[4 + length:]
    return items


def pack(kind, value):
    """kind: the name of a type, ["*", kind], or a dict of members."""
    if isinstance(kind, dict):
        return pack_list(pack(member, value[name]) for name, member in kind.items())
    if isinstance(kind, list):
        return pack_list(pack(kind[1], item) for item in value)
    if kind == "boolean":
        return b"\xff" if value else b"\x00"
    if kind == "string":
        return value.encode()
    if kind == "binary":
        return bytes(value)
    return struct.pack(NUMBERS[kind], value)


def unpack(kind, data):
    if isinstance(kind, dict):
        return {name: unpack(member, item) for (name, member), item in zip(kind.items(), unpack_list(data), strict=True)}
    if isinstance(kind, list):
        return [unpack(kind[1], item) for item in unpack_list(data)]
    if kind == "boolean":
        return data == b"\xff"
    if kind == "string":
        return data.decode()
    if kind == "binary":
        return data
    return struct.unpack(NUMBERS[kind], data)[0]


class Failure(Exception):
    def __init__(self, number, message):
        super().__init__(message)
        self.number = number


class Connection:
    def __init__(self, link):
        self.link = link

    def send(self, body):
        self.link.sendall(struct.pack("!Q", len(body)) + body)

    def receive(self):
        """The next message; None at the end."""
        head = self._read(8)
        return None if head is None else self._read(struct.unpack("!Q", head)[0])

    def _read(self, count):
        data = bytearray()
        while len(data) < count:
            piece = self.link.recv(count - len(data))
            if not piece:
                return None
            data += piece
        return bytes(data)


class Client(Connection):
    def __init__(self, path):
        link = socket.socket(socket.AF_UNIX)
        link.connect(path)
        super().__init__(link)
        self.events = []
        self.send(b"\x01")
        assert self.receive() == b"\x16"

    def call(self, name, kinds, arguments, result=None):
        key = uuid.uuid4().bytes
        self.send(b"\x05" + pack_list([name.encode(), key] + [pack(kind, value) for kind, value in zip(kinds, arguments, strict=True)]))
        return self.answer(key, result)

    def answer(self, key, result=None):
        while True:
            message = self.receive()
            kind, body = message[0], message[1:]
            if kind == 0x10:
                self.events.append(unpack_list(body))
            elif kind == 0x15 and body[:16] == key:
                raise Failure(struct.unpack("!I", body[16:20])[0], body[20:].decode())
            elif kind == 0x06 and body[:16] == key:
                return unpack(result, body[16:]) if result is not None else body[16:]
            else:
                raise AssertionError(f"unexpected message {message!r}")
