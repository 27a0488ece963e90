"""Starts processes that live a few milliseconds, each with sockets of its own, and prints how many have ended."""

import os
import socket
import sys
import time

alive = []
ended = 0


def live(milliseconds):
    held = []
    for _ in range(20):
        one = socket.socket()
        one.bind(("127.0.0.1", 0))
        one.listen()
        held.append(one)
    time.sleep(milliseconds / 1000)
    os._exit(0)


for made in range(1_000_000):
    child = os.fork()
    if child == 0:
        live(made % 11)
    alive.append(child)
    if len(alive) >= 12:
        os.waitpid(alive.pop(0), 0)
        ended += 1
        if ended % 20 == 0:
            print(ended, flush=True)
            # Whoever started it has ended.
            if os.getppid() == 1:
                sys.exit()
