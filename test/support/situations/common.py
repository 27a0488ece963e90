"""What the situations are made of: processes, listeners, connections and the errors that they meet."""

import collections
import ctypes
import errno
import os
import resource
import select
import signal
import socket
import struct

IP_BIND_ADDRESS_NO_PORT = 24
IP_LOCAL_PORT_RANGE = 51

#: Processes that end with the situation, and sockets that are held until then.
children = []
held = []


def call_myself(name):
    ctypes.CDLL(None).prctl(15, name.encode(), 0, 0, 0)


def many_files(count=65536):
    """As many as allowed; with the right to, the hard limit is raised as well: a booted kernel begins with 4,096."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, max(count, hard)))
    except (ValueError, PermissionError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, hard), hard))


def small_buffers():
    """
    For connections that nobody reads. With the kernel's usual limits 60 of them hold 160 MB, and `tcp_mem` belongs to the whole
    machine: with 2 GiB of memory it is used up, segments are dropped and sent again, and no window is shut (seen on Linux 5.10).
    """
    for name in ('tcp_rmem', 'tcp_wmem'):
        with open('/proc/sys/net/ipv4/' + name, 'w') as file:
            file.write('4096 131072 524288')


def fork(name, body):
    """Runs a body in a process of its own. The body gets a function to say that it is ready, and never returns."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
        call_myself(name)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        try:
            body(lambda text='': os.write(writing, (text or 'ready').encode() + b'\n'))
        finally:
            os._exit(1)
    os.close(writing)
    answer = os.read(reading, 65536).decode().strip()
    if answer == '':
        raise RuntimeError(name + ' did not start')
    children.append(pid)
    return pid


def listener(address, port, backlog=4096):
    sock = socket.socket(socket.AF_INET6 if ':' in address else socket.AF_INET)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind((address, port))
    sock.listen(backlog)
    return sock


def serve(listening, closing):
    """Accepts for ever. closing: hold (closes after its peer), never (never closes), first (closes at once)."""
    poll = select.epoll()
    held = {}
    for one in listening:
        one.setblocking(False)
        poll.register(one.fileno(), select.EPOLLIN)
    byfd = {one.fileno(): one for one in listening}
    while True:
        for fd, _ in poll.poll():
            if fd in byfd:
                try:
                    while True:
                        sock, _ = byfd[fd].accept()
                        if closing == 'first':
                            sock.close()
                            continue
                        held[sock.fileno()] = sock
                        if closing == 'hold':
                            sock.setblocking(False)
                            poll.register(sock.fileno(), select.EPOLLIN)
                except (BlockingIOError, ConnectionError):
                    pass
                continue
            try:
                data = held[fd].recv(65536)
            except OSError:
                data = b''
            if data == b'':
                poll.unregister(fd)
                held.pop(fd).close()


def server(address='0.0.0.0', ports=(8001,), closing='hold', backlog=4096):
    def body(ready):
        many_files()
        listening = [listener(address, port, backlog) for port in ports]
        ready()
        serve(listening, closing)

    return fork('sit-server', body)


class Errors(collections.Counter):
    def __call__(self, call, *arguments):
        """Whether a call worked; counts the error where it did not."""
        try:
            call(*arguments)
            return True
        except OSError as error:
            self['timed out' if isinstance(error, TimeoutError) and error.errno is None else errno.errorcode[error.errno]] += 1
            return False


def reset(sock):
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    sock.close()


def connect_many(count, to, source=None, options=(), errors=None, timeout=5, nonblocking=False):
    """Sockets connected to (address, port) or to each of several in turn; errors are counted by name."""
    targets = to if isinstance(to[0], (tuple, list)) else [to]
    family = socket.AF_INET6 if ':' in targets[0][0] else socket.AF_INET
    sources = source if isinstance(source, list) else [source]
    errors = errors if errors is not None else Errors()
    made = []
    for index in range(count):
        sock = socket.socket(family)
        sock.settimeout(timeout)
        for level, option, value in options:
            sock.setsockopt(level, option, value)
        if sources[0] is not None and not errors(sock.bind, tuple(sources[index % len(sources)])):
            sock.close()
            continue
        if nonblocking:
            sock.setblocking(False)
            status = sock.connect_ex(tuple(targets[index % len(targets)]))
            if status not in (0, errno.EINPROGRESS):
                errors[errno.errorcode[status]] += 1
                sock.close()
                continue
        elif not errors(sock.connect, tuple(targets[index % len(targets)])):
            sock.close()
            continue
        made.append(sock)
    return made


def options_of(names):
    known = {
        'reuseaddr': (socket.SOL_SOCKET, socket.SO_REUSEADDR, 1),
        'no-port': (socket.IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1),
    }
    return [known[name] for name in names]


def ports(first, count):
    return list(range(first, first + count))
