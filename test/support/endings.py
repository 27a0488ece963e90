"""Makes TCP connections that end in one way each: endings.py FAMILY KIND COUNT PORT, and prints the ports it listens on.

The first is PORT, which is to be outside the range for connect(): it must belong to nobody else, before and after."""

import ctypes
import itertools
import select
import socket
import struct
import sys
import time

family = socket.AF_INET6 if sys.argv[1] == "6" else socket.AF_INET
kind = sys.argv[2]
count = int(sys.argv[3])
ports = itertools.count(int(sys.argv[4]))
loopback = "::1" if family == socket.AF_INET6 else "127.0.0.1"
RESET = struct.pack("ii", 1, 0)


def listener(backlog=512):
    made = socket.socket(family)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((loopback, next(ports)))
    made.listen(backlog)
    return made, made.getsockname()[1]


def pair(server, port):
    client = socket.socket(family)
    client.connect((loopback, port))
    return client, server.accept()[0]


def exchange(client, accepted, rounds=1):
    for _ in range(rounds):
        client.send(b"q" * 100)
        accepted.recv(1000)
        accepted.send(b"a" * 300)
        client.recv(1000)


def end(first, second):
    first.close()
    second.recv(10)
    second.close()


def await_reset(one):
    poll = select.poll()
    poll.register(one, 0)
    poll.poll()


def reset(one, other):
    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    one.close()
    await_reset(other)
    other.close()


def attempt(port, blocking=True, timeout=None):
    client = socket.socket(family)
    client.setblocking(blocking)
    if timeout is not None:
        client.settimeout(timeout)
    try:
        client.connect((loopback, port))
    except OSError:
        pass
    if not blocking and port == 1:
        await_reset(client)
    client.close()


silent = []
server, port = listener()
print(port, flush=True)
# A listener that nobody saw cannot be told from the other side: the watch looks about once a second.
time.sleep(1.2)
for _ in range(count):
    if kind in ("probe", "many"):
        end(*pair(server, port))
    elif kind == "exchange-client-first":
        client, accepted = pair(server, port)
        exchange(client, accepted)
        end(client, accepted)
    elif kind == "exchange-server-first":
        client, accepted = pair(server, port)
        exchange(client, accepted)
        end(accepted, client)
    elif kind == "long":
        client, accepted = pair(server, port)
        exchange(client, accepted, 20)
        end(client, accepted)
    elif kind == "bulk":
        # Small segments: there are many that can get lost on the way.
        client = socket.socket(family)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1000)
        client.connect((loopback, port))
        accepted = server.accept()[0]
        for _ in range(20):
            client.sendall(b"q" * 50_000)
            accepted.recv(50_000, socket.MSG_WAITALL)
        end(client, accepted)
    elif kind == "reset-by-client":
        client, accepted = pair(server, port)
        exchange(client, accepted)
        reset(client, accepted)
    elif kind == "reset-by-server":
        client, accepted = pair(server, port)
        exchange(client, accepted)
        reset(accepted, client)
    elif kind == "unread-by-client":
        client, accepted = pair(server, port)
        accepted.send(b"a" * 300)
        client.recv(1, socket.MSG_PEEK)
        client.close()
        await_reset(accepted)
        accepted.close()
    elif kind == "silence":
        # What comes is dropped before TCP sees it (SO_ATTACH_FILTER with `ret 0`), so nothing is acknowledged any more.
        client, accepted = pair(server, port)
        exchange(client, accepted)
        drop = ctypes.create_string_buffer(struct.pack("HBBI", 6, 0, 0, 0))
        accepted.setsockopt(socket.SOL_SOCKET, 26, struct.pack("HL", 1, ctypes.addressof(drop)))
        client.setsockopt(socket.IPPROTO_TCP, 18, 2500)
        client.send(b"q" * 100)
        silent.append((client, accepted))
    elif kind == "refused":
        attempt(1)
    elif kind == "refused-later":
        attempt(1, blocking=False)
if kind.startswith("timed-out"):
    full, port = listener(0)
    fillers = []
    for _ in range(3):
        filler = socket.socket(family)
        filler.setblocking(False)
        filler.connect_ex((loopback, port))
        fillers.append(filler)
    time.sleep(0.2)
    print(port, flush=True)
    if kind == "timed-out-given-up":
        for _ in range(count):
            attempt(port, timeout=0.05)
    else:
        waiting = []
        for _ in range(count):
            client = socket.socket(family)
            client.setsockopt(socket.IPPROTO_TCP, 7, 1)
            if kind == "timed-out-later":
                client.setblocking(False)
                client.connect_ex((loopback, port))
                waiting.append(client)
            else:
                try:
                    client.connect((loopback, port))
                except OSError:
                    pass
                client.close()
        if waiting:
            time.sleep(4)
            for client in waiting:
                client.close()
for client, accepted in silent:
    try:
        client.recv(10)
    except OSError:
        pass
    client.close()
    accepted.setsockopt(socket.SOL_SOCKET, 27, 0)
    accepted.close()
if kind == "bound-port-taken":
    first = socket.socket(family)
    first.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    first.bind((loopback, next(ports)))
    first.connect((loopback, port))
    for _ in range(count):
        client = socket.socket(family)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        client.bind(first.getsockname()[:2])
        try:
            client.connect((loopback, port))
        except OSError:
            pass
        client.close()
if kind == "no-local-port":
    with open("/proc/sys/net/ipv4/ip_local_port_range") as file:
        low, high = map(int, file.read().split())
    held = [pair(server, port) for _ in range(high - low + 1)]
    for _ in range(count):
        attempt(port)
    for _ in range(count):
        attempt(port, blocking=False)
if kind == "crawl":
    # Calls itself something, holds every port to its own service, and never stops trying to get one more.
    ctypes.CDLL(None).prctl(15, b"crawler", 0, 0, 0)
    with open("/proc/sys/net/ipv4/ip_local_port_range") as file:
        low, high = map(int, file.read().split())
    held = [pair(server, port) for _ in range(high - low + 1)]
    print("done", flush=True)
    while True:
        attempt(port)
        time.sleep(0.05)
if kind == "keep":
    print("done", flush=True)
    while True:
        client, accepted = pair(server, port)
        exchange(client, accepted)
        end(client, accepted)
        time.sleep(0.005)
print("done", flush=True)
if kind.startswith("timed-out") or kind == "no-local-port":
    # What was only made to fill something stays until the process is ended.
    time.sleep(600)
# Nobody who starts it without an input waits for it.
sys.stdin.read()
