"""Local ports that run out, or are held by somebody."""

import socket
import struct
import time

from common import Errors, IP_LOCAL_PORT_RANGE, connect_many, fork, held, listener, many_files, options_of, ports, reset, server


def bound(count=1300, destinations=10, options=(), source=(('127.0.0.1', 0),), ending='keep', plain=0, address='127.0.0.1', probe=()):
    """bind() to port 0 before connect(), then `plain` connections without, and at last tries that tell what is left."""
    numbers = ports(8001, destinations)
    server(ports=numbers + [9001])
    many_files()
    errors, plain_errors = Errors(), Errors()
    made = connect_many(count, [(address, port) for port in numbers], list(source), options_of(options), errors)
    kept = connect_many(plain, (address, 9001), errors=plain_errors)
    if ending == 'close':
        for sock in made:
            sock.close()
        time.sleep(1.3)
    tries = {}
    for name, how in (('bind', list(source)), ('connect', None)):
        if name in probe:
            tries[name] = Errors()
            connect_many(20, (address, 9001), how, options_of(options), tries[name])
    held.extend(made + kept)
    return {'made': len(made), 'errors': errors, 'plain': len(kept), 'plainErrors': plain_errors, 'tries': tries}


def leaked(count=1000, source='127.0.0.1'):
    """Sockets that are bound and never connected."""
    server()
    many_files()
    errors = Errors()
    for _ in range(count):
        sock = socket.socket()
        if errors(sock.bind, (source, 0)):
            held.append(sock)
    tries = Errors()
    connect_many(20, ('127.0.0.1', 8001), errors=tries)
    return {'made': len(held), 'errors': errors, 'tries': tries}


def local_range(low=40000, high=40019, count=100):
    """One process with a range of its own."""
    server()
    many_files()
    errors = Errors()
    option = (socket.IPPROTO_IP, IP_LOCAL_PORT_RANGE, struct.pack('=I', high << 16 | low))
    held.extend(connect_many(count, ('127.0.0.1', 8001), options=[option], errors=errors))
    return {'made': len(held), 'errors': errors}


def plain(count=100, to=('127.0.0.1', 8001), source=None, options=(), ending='keep', closing='hold', destinations=1, seconds=0, tries=5):
    """Connections as most programs make them. ending: keep, close (this side first), reset, wait (the other side first)."""
    numbers = ports(to[1], destinations)
    server(address='::' if ':' in to[0] else '0.0.0.0', ports=numbers, closing=closing)
    many_files()
    errors = Errors()
    begun = time.time()
    made = connect_many(count, [(to[0], port) for port in numbers], source, options_of(options), errors, timeout=None)
    if ending == 'close':
        for sock in made:
            sock.close()
    elif ending == 'reset':
        for sock in made:
            reset(sock)
    elif ending == 'wait':
        for sock in made:
            sock.recv(1)
            sock.close()
    else:
        held.extend(made)
    time.sleep(seconds)
    tried = Errors()
    for sock in connect_many(tries, (to[0], numbers[0]), source, options_of(options), tried):
        sock.close()
    return {'made': len(made), 'errors': errors, 'tries': tried, 'took': time.time() - begun}


def steady(rate=100, to=('127.0.0.1', 8001), seconds=7):
    """Opens and closes `rate` connections a second, this side first."""
    server(address=to[0], ports=[to[1]])

    def body(ready):
        ready()
        errors, begun, done = Errors(), time.time(), 0
        while True:
            sock = socket.socket()
            try:
                sock.connect(tuple(to))
            except OSError:
                pass
            sock.close()
            done += 1
            time.sleep(max(0, begun + done / rate - time.time()))

    fork('sit-client', body)
    time.sleep(seconds)
    return {}


def attempts(count=50, to=('127.0.0.1', 8001), source=None):
    """What connect() says now. Nothing stays."""
    many_files()
    errors = Errors()
    for sock in connect_many(count, tuple(to), source, errors=errors, timeout=4):
        sock.close()
    return {'errors': errors}


def tracked(count, address='127.0.7.1'):
    """Datagrams that nobody answers, each of which connection tracking remembers for half a minute."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(('127.0.0.1', 0))
    for number in range(count):
        try:
            sock.sendto(b'', ('127.%d.%d.1' % (10 + number // 60000 // 250, number // 60000 % 250), 1024 + number % 60000))
        except (ConnectionError, PermissionError):
            pass
    return {}


def bind_tries(port, address='127.0.0.1'):
    """What bind() and listen() say now, without SO_REUSEADDR and with it."""
    def one(reuse):
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, reuse)
        errors = Errors()
        worked = errors(sock.bind, (address, port)) and errors(sock.listen)
        sock.close()
        return 'ok' if worked else next(iter(errors))

    return {'plain': one(0), 'reuse': one(1)}


def bound_only(port, address='127.0.0.1'):
    """One socket that is bound and not connected."""
    sock = socket.socket()
    sock.bind((address, port))
    held.append(sock)
    return {}


def stolen(port=8080, to=('127.0.0.1', 8001)):
    """A service port that an outgoing socket holds: the service cannot come back."""
    server(ports=[to[1]])
    sock = socket.socket()
    sock.bind(('127.0.0.1', port))
    sock.connect(tuple(to))
    held.append(sock)
    errors = Errors()
    errors(listener, '127.0.0.1', port)
    return {'errors': errors}


def udp_addresses(addresses=('127.0.0.1', '::ffff:127.0.0.1'), each=500, to='127.0.0.1', low=40000):
    """UDP sockets that share the ports of the range among some addresses, and what a socket without an address gets then."""
    many_files()
    for number, address in enumerate(addresses):
        for port in range(low + number * each, low + (number + 1) * each):
            sock = socket.socket(socket.AF_INET6 if ':' in address else socket.AF_INET, socket.SOCK_DGRAM)
            sock.bind((address, port))
            held.append(sock)
    tries = Errors()
    for _ in range(20):
        tries(socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect, (to, 5353))
    return {'made': len(held), 'tries': tries}


def mixed_reuse(count=1000):
    """Two full destinations with tcp_tw_reuse: at one it works; at the other the peer has no timestamps (the caller sees to that)."""
    server()
    many_files()
    to, elsewhere = ('127.0.0.1', 8001), (('127.0.7.7', 8001), [('127.0.7.1', 0)], options_of(['no-port']))

    def open_and_close(number, *where):
        for sock in connect_many(number, *where):
            sock.close()

    open_and_close(count, to)
    time.sleep(1.3)
    open_and_close(count // 2, to)
    open_and_close(count, *elsewhere)
    time.sleep(1.6)
    tries, others = Errors(), Errors()
    connect_many(20, *elsewhere, errors=tries)
    for sock in connect_many(20, to, errors=others):
        sock.close()
    return {'tries': tries, 'others': others}


def udp(count=1300, to=('127.0.0.1', 5353), how='connect'):
    """UDP sockets that take the ports of the range."""
    many_files()
    errors = Errors()
    for _ in range(count):
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        if errors(sock.connect if how == 'connect' else sock.bind, tuple(to) if how == 'connect' else ('127.0.0.1', 0)):
            held.append(sock)
    return {'made': len(held), 'errors': errors}


def udp_drops(count=20000, size=1000, receive=True):
    """A UDP server that does not read fast enough."""
    def body(ready):
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.bind(('127.0.0.1', 8125))
        ready()
        while True:
            time.sleep(0.02)
            sock.recv(65536)

    fork('sit-server', body)

    def client(ready):
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        ready()
        while True:
            sock.sendto(b'x' * size, ('127.0.0.1', 8125))
            time.sleep(0.001)

    fork('sit-client', client)
    time.sleep(1)
    return {}
