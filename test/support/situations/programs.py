"""Programs here that hang, leak or are too slow."""

import collections
import errno
import os
import resource
import signal
import socket
import time

from common import Errors, connect_many, fork, held, listener, many_files, ports, server


def stopped(count=301, backlog=4096, answer='server', stop=True, seconds=1.5):
    """A server that is stopped by a signal while clients go on coming."""
    pid = server(backlog=backlog)
    many_files()
    held.extend(connect_many(5, ('127.0.0.1', 8001)))
    time.sleep(0.3)
    if stop:
        os.kill(pid, signal.SIGSTOP)
    errors = Errors()
    held.extend(connect_many(count, ('127.0.0.1', 8001), errors=errors))
    time.sleep(seconds)
    return {'made': len(held), 'errors': errors, 'server': pid}


def busy(count=60):
    """A server that accepts all at once: the healthy twin of one that hangs."""
    def body(ready):
        many_files()
        listening = listener('127.0.0.1', 8001)
        ready()
        kept = []
        while True:
            kept.append(listening.accept()[0])
            kept[-1].send(b'a')

    fork('sit-server', body)
    held.extend(connect_many(count, ('127.0.0.1', 8001)))
    # However slow the machine is: each has been accepted.
    for sock in held:
        sock.recv(1)
    return {'made': len(held)}


def close_wait(workers=1, each=100, age=5, name='sit-server', listeners=1):
    """Peers close and the program here does not: `each` connections in each of `workers` pre-forked processes, at each listener."""
    many_files()
    numbers = ports(8001, listeners)
    listening = [listener('127.0.0.1', port) for port in numbers]

    def body(ready):
        many_files()
        ready()
        kept = [one.accept()[0] for one in listening for _ in range(each)]
        while kept:
            time.sleep(60)

    for _ in range(workers):
        fork(name, body)
    for one in listening:
        one.close()
    made = connect_many(workers * each * listeners, [('127.0.0.1', port) for port in numbers])
    time.sleep(0.5)
    for sock in made:
        sock.close()
    time.sleep(age)
    return {'made': len(made)}


def brief_close_wait(rate=50, lag=2.0, seconds=5):
    """Normal work: each connection is in CLOSE_WAIT for `lag` seconds, because an answer is still being made."""
    def body(ready):
        many_files()
        listening = listener('127.0.0.1', 8001)
        listening.setblocking(False)
        ready()
        queue = collections.deque()
        while True:
            try:
                queue.append((time.time() + lag, listening.accept()[0]))
            except BlockingIOError:
                time.sleep(0.005)
            while queue and queue[0][0] < time.time():
                queue.popleft()[1].close()

    fork('sit-server', body)

    def client(ready):
        ready()
        while True:
            sock = socket.socket()
            sock.connect(('127.0.0.1', 8001))
            sock.shutdown(socket.SHUT_WR)
            sock.close()
            time.sleep(1 / rate)

    fork('sit-client', client)
    time.sleep(seconds)
    return {}


def client_close_wait(count=1000, to=('127.0.0.1', 8001), seconds=0):
    """A client that does not close after its server did."""
    server(ports=[to[1] if isinstance(to[1], int) else to[0][1]], closing='first')
    many_files()
    errors = Errors()
    held.extend(connect_many(count, to, errors=errors))
    time.sleep(seconds)
    tries = Errors()
    connect_many(5, to, errors=tries)
    return {'made': len(held), 'errors': errors, 'tries': tries}


def fin_wait(count=1000, to=('127.0.0.1', 8001)):
    """A client that shuts its side down and keeps the sockets while the server never closes."""
    server(address=to[0], ports=[to[1]], closing='never')
    many_files()
    made = connect_many(count, tuple(to))
    for sock in made:
        sock.shutdown(socket.SHUT_WR)
    held.extend(made)
    tries = Errors()
    connect_many(5, tuple(to), errors=tries)
    return {'made': len(made), 'tries': tries}


def few_files(limit=64, count=200, side='server', seconds=1.5):
    """A program at its limit of open files: a server that cannot accept, or a client that cannot make a socket."""
    def body(ready):
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
        listening = listener('127.0.0.1', 8001)
        ready()
        kept = []
        while True:
            try:
                kept.append(listening.accept()[0])
            except OSError:
                time.sleep(0.05)

    if side == 'server':
        fork('sit-server', body)
        many_files()
        held.extend(connect_many(count, ('127.0.0.1', 8001)))
        time.sleep(seconds)
        return {'made': len(held)}
    server()
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    errors = Errors()
    for _ in range(count):
        try:
            sock = socket.socket()
        except OSError as error:
            errors[errno.errorcode[error.errno]] += 1
            continue
        sock.connect(('127.0.0.1', 8001))
        held.append(sock)
    time.sleep(seconds)
    return {'made': len(held), 'errors': errors}


def bursts(backlog=4, burst=40, pause=0.4):
    """A server that accepts quickly between two pauses, so that its queue overflows in bursts and is empty otherwise."""
    def body(ready):
        many_files()
        listening = listener('127.0.0.1', 8001, backlog)
        listening.setblocking(False)
        ready()
        until = time.time()
        while True:
            try:
                listening.accept()[0].close()
            except BlockingIOError:
                time.sleep(0.01)
            if time.time() > until:
                time.sleep(0.1)
                until = time.time() + pause

    fork('sit-server', body)

    def client(ready):
        many_files()
        ready()
        kept = collections.deque()
        while True:
            for _ in range(burst):
                sock = socket.socket()
                sock.setblocking(False)
                sock.connect_ex(('127.0.0.1', 8001))
                kept.append(sock)
            time.sleep(pause)
            while len(kept) > 300:
                kept.popleft().close()

    fork('sit-client', client)
    time.sleep(1.5)
    return {}
