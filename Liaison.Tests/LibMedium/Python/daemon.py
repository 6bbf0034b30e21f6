"""A daemon of the student system. Argument: the socket. It ends when its one client has left."""
import os
import socket
import struct
import sys

from medium import Connection, pack, pack_list, unpack, unpack_list

STUDENT = {"id": "string", "first_name": "string", "last_name": "string", "age": "uint8", "photo": "binary"}
students = {}

server = socket.socket(socket.AF_UNIX)
server.bind(sys.argv[1])
server.listen()
os.write(1, b"ready\n")  # in one piece, whatever Python is told about buffers
link, _ = server.accept()
client = Connection(link)
while (message := client.receive()) is not None:
    kind, body = message[0], message[1:]
    if kind == 0x01:
        client.send(b"\x16")
    elif kind == 0x05:
        name, key, *arguments = unpack_list(body)
        if name == b"get_student":
            found = students.get(unpack("string", arguments[0]))
            if found is None:
                client.send(b"\x15" + key + struct.pack("!I", 1) + b"no such student")
            else:
                client.send(b"\x06" + key + pack(STUDENT, found))
        else:
            student = unpack(STUDENT, arguments[0])
            students[student["id"]] = student
            client.send(b"\x10" + pack_list([b"student_added", pack("double", 1.5), pack(STUDENT, student)]))
            client.send(b"\x06" + key)
os.unlink(sys.argv[1])
