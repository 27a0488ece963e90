"""Peers that do not answer, do not read, or refuse."""

import os
import socket
import struct
import time

from common import Errors, connect_many, fork, held, listener, many_files, ports, reset, server, small_buffers


def silent(count=200, to=('127.0.9.9', 8001), seconds=3.5, listening=False):
    """connect() to an address, or several, that never answer: packets to them are dropped (the caller sees to that)."""
    if listening:
        server(ports=[8001])
    many_files()
    errors = Errors()
    held.extend(connect_many(count, to, errors=errors, nonblocking=True))
    time.sleep(seconds)
    return {'made': len(held), 'errors': errors}


def cut(count=200, to=('127.0.9.9', 8001), write=True, ending='keep', closing='hold', listening='0.0.0.0', seconds=6, command=None):
    """Established connections whose path is then cut by a command; this side writes, or closes, into the hole."""
    server(address=listening, ports=[to[1] if isinstance(to[1], int) else to[0][1]], closing=closing)
    many_files()
    made = connect_many(count, to)
    time.sleep(0.5)
    os.system(command)
    for sock in made:
        if write:
            sock.setblocking(False)
            try:
                sock.send(b'x' * 1000)
            except BlockingIOError:
                pass
        if ending == 'close':
            sock.close()
    if ending == 'keep':
        held.extend(made)
    time.sleep(seconds)
    return {'made': len(made)}


def unread(count=60, to=('127.0.0.1', 8001), reader='server', seconds=2):
    """One side writes until the other's window is shut, because nobody there reads."""
    small_buffers()

    def body(ready):
        many_files()
        listening = listener(to[0], to[1])
        ready()
        kept = []
        while True:
            kept.append(listening.accept()[0])

    fork('sit-server', body)
    many_files()
    made = connect_many(count, tuple(to))
    blocked = 0
    for sock in made:
        sock.setblocking(False)
        try:
            while True:
                sock.send(b'x' * 65536)
        except BlockingIOError:
            blocked += 1
    held.extend(made)
    time.sleep(seconds)
    return {'made': len(made), 'blocked': blocked}


def deaf_clients(count=60, seconds=2):
    """A server writes to clients with an address each until their windows are shut: they do not read."""
    small_buffers()

    def body(ready):
        many_files()
        listening = listener('127.0.0.1', 8001)
        ready()
        kept = []
        while True:
            sock = listening.accept()[0]
            sock.setblocking(False)
            kept.append(sock)
            try:
                while True:
                    sock.send(b'x' * 65536)
            except BlockingIOError:
                pass

    fork('sit-server', body)
    many_files()
    for number in range(1, count + 1):
        held.extend(connect_many(1, ('127.0.0.1', 8001), [('127.0.5.%d' % number, 0)]))
    time.sleep(seconds)
    return {'made': len(held)}


def forsaken(count=200, seconds=6):
    """A server answers and closes while the way back to its clients, with an address each, is cut."""
    def body(ready):
        many_files()
        listening = listener('127.0.0.1', 8001)
        ready()
        kept = [listening.accept()[0] for _ in range(count)]
        os.system('nft add table ip cut; nft "add chain ip cut input { type filter hook input priority 0; }"; nft add rule ip cut input ip daddr 127.0.9.0/24 drop')
        for sock in kept:
            sock.send(b'x' * 100)
            sock.close()
        while True:
            time.sleep(60)

    fork('sit-server', body)
    many_files()
    for number in range(1, count + 1):
        held.extend(connect_many(1, ('127.0.0.1', 8001), [('127.0.9.%d' % number, 0)]))
    time.sleep(seconds)
    return {'made': len(held)}


def flood(backlog=128, rate=400, to=('127.0.0.1', 8001), seconds=2):
    """Half-open connections from addresses that do not answer: SYNs from a raw socket."""
    server(backlog=backlog)

    def checksum(data):
        total = sum(struct.unpack('!%dH' % (len(data) // 2), data))
        total = (total >> 16) + (total & 0xffff)
        return ~(total + (total >> 16)) & 0xffff

    def body(ready):
        raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
        target = socket.inet_aton(to[0])
        ready()
        number = 0
        while True:
            number += 1
            source = socket.inet_aton('127.0.9.%d' % (1 + number % 250))
            port = 1024 + number % 60000
            tcp = struct.pack('!HHIIBBHHH', port, to[1], number * 1000, 0, 5 << 4, 2, 65535, 0, 0)
            pseudo = source + target + struct.pack('!BBH', 0, 6, len(tcp))
            tcp = tcp[:16] + struct.pack('!H', checksum(pseudo + tcp)) + tcp[18:]
            header = struct.pack('!BBHHHBBH4s4s', 0x45, 0, 20 + len(tcp), 0, 0, 64, 6, 0, source, target)
            raw.sendto(header + tcp, (to[0], 0))
            time.sleep(1 / rate)

    fork('sit-flood', body)
    time.sleep(seconds)
    errors = Errors()
    connect_many(5, tuple(to), errors=errors, timeout=1)
    return {'errors': errors}


def refused(rate=200, address='127.0.0.1', port=9999):
    """A storm of connects to a port that nobody listens on."""
    def body(ready):
        ready()
        while True:
            sock = socket.socket()
            sock.connect_ex((address, port))
            sock.close()
            time.sleep(1 / rate)

    fork('sit-client', body)
    time.sleep(0.5)
    return {}


def keep_trying(to, rate=50):
    """Another program that tries to connect there again and again."""
    def body(ready):
        ready()
        # What sit-client holds is no socket of this one.
        os.closerange(3, 1 << 20)
        while True:
            sock = socket.socket()
            sock.connect_ex(to)
            sock.close()
            time.sleep(1 / rate)

    fork('sit-victim', body)


def resets(rate=200):
    """A server that resets each connection instead of closing it."""
    def body(ready):
        listening = listener('127.0.0.1', 8001)
        ready()
        while True:
            reset(listening.accept()[0])

    fork('sit-server', body)

    def client(ready):
        ready()
        while True:
            sock = socket.socket()
            try:
                sock.connect(('127.0.0.1', 8001))
                sock.recv(1)
            except OSError:
                pass
            sock.close()
            time.sleep(1 / rate)

    fork('sit-client', client)
    time.sleep(0.5)
    return {}


def transfer(count=20):
    """
    Connections on which data flows as fast as it is read. One process does both, by turns, so that no end waits for the other,
    however slow the machine is.
    """
    def body(ready):
        many_files()
        listening = listener('127.0.0.1', 8001)
        made = connect_many(count, ('127.0.0.1', 8001))
        kept = [listening.accept()[0] for _ in made]
        byport = {sock.getpeername()[1]: sock for sock in kept}
        pairs = [(sock, byport[sock.getsockname()[1]]) for sock in made]
        told = False
        while True:
            for sender, reader in pairs:
                # Less than a window, which would be shut otherwise.
                reader.recv(sender.send(b'x' * 16384), socket.MSG_WAITALL)
            if not told:
                ready()
                told = True

    fork('sit-server', body)
    return {'made': count}


def slow_transfer(count=20):
    """
    Connections whose reader is the slower side: each is written to until its window is shut, and read a little ten times a second.
    One process does both, by turns, so that no end waits for the other, however slow the machine is.
    """
    def body(ready):
        many_files()
        listening = listener('127.0.0.1', 8001)
        made = connect_many(count, ('127.0.0.1', 8001))
        kept = [listening.accept()[0] for _ in made]
        for sock in made + kept:
            sock.setblocking(False)
        for turn in range(1 << 30):
            for sock in made:
                try:
                    while True:
                        sock.send(b'x' * 65536)
                except BlockingIOError:
                    pass
            if turn == 10:
                ready()
            time.sleep(0.1)
            for sock in kept:
                try:
                    sock.recv(1 << 20)
                except BlockingIOError:
                    pass

    small_buffers()
    fork('sit-server', body)
    return {'made': count}


def collisions(clients=60, port=8001):
    """
    Clients come again from the port of a connection that is in TIME_WAIT here, with a clock that went back: as from behind
    a NAT, where the next client has the port. Without the random offset of tcp_timestamps 1, half of the clocks go back.
    """
    server(ports=[port], closing='first')

    def all_at_once(seconds):
        """How many of the clients were not connected after so long."""
        socks = []
        for number in range(1, clients + 1):
            sock = socket.socket()
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.bind(('127.0.3.%d' % number, 45000))
            sock.setblocking(False)
            sock.connect_ex(('127.0.0.1', port))
            socks.append(sock)
        time.sleep(seconds)
        failed = 0
        for sock in socks:
            try:
                sock.getpeername()
            except OSError:
                failed += 1
            sock.close()
        return failed

    first = all_at_once(0.5)
    with open('/proc/sys/net/ipv4/tcp_timestamps', 'w') as file:
        file.write('2')
    again = all_at_once(3.5)

    def body(ready):
        ready()
        while True:
            all_at_once(0.2)

    fork('sit-nat', body)
    return {'first': first, 'again': again}
