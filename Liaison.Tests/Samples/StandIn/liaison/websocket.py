"""python -m liaison.websocket <host:port>, with Python's own library alone."""

import asyncio
import base64
import hashlib
import importlib
import json
import struct
import sys
import traceback

TEXT, CLOSE, PING = 1, 8, 9
START_MARKER = "LIAISON:CONNECTED"


def answer(text):
    message = json.loads(text)
    try:
        command = message["command"]
        if command["command"] != "run":
            raise ValueError("this is not liaison-py: it knows run alone")

        target, *args = command["args"]
        module, name = target.split(":")
        function = getattr(importlib.import_module(module), name)
        reply = {"response": function(*args, **command.get("kwargs", {})), "tag": "response", "evt": message}
    except Exception as error:
        reply = {"error": traceback.format_exception(error), "tag": "error", "evt": message}

    return json.dumps(reply)


async def shake_hands(reader, writer):
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
    key = next(value for name, value in fields.items() if name.lower() == "sec-websocket-key")
    accept = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
    writer.write(f"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n".encode())


async def read_frame(reader):
    first, second = await reader.readexactly(2)
    length = second & 0x7F
    if length == 126:
        (length,) = struct.unpack(">H", await reader.readexactly(2))
    elif length == 127:
        (length,) = struct.unpack(">Q", await reader.readexactly(8))

    mask = await reader.readexactly(4)
    payload = await reader.readexactly(length)
    return first & 0x0F, bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))


def frame(opcode, payload):
    length = bytes([len(payload)]) if len(payload) < 126 else struct.pack(">BH", 126, len(payload))
    return bytes([0x80 | opcode]) + length + payload


async def serve(reader, writer):
    await shake_hands(reader, writer)
    while True:
        opcode, payload = await read_frame(reader)
        if opcode == TEXT:
            writer.write(frame(TEXT, answer(payload.decode()).encode()))
        elif opcode == CLOSE:
            writer.write(frame(CLOSE, payload))
            writer.close()
            return
        elif opcode != PING:
            raise ValueError(f"this is not liaison-py: it reads text alone, and not {payload!r}")


async def main(address):
    host, port = address.split(":")
    server = await asyncio.start_server(serve, host, int(port))
    sys.stdout.write(f"{START_MARKER}@{address}")
    sys.stdout.flush()
    await server.serve_forever()


asyncio.run(main(sys.argv[1]))
