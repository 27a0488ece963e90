"""Real proxies in front of a server that leaves it to them to close."""

import collections
import os
import socket
import tempfile
import time

from common import children, fork, listener, many_files

backend = ('10.9.9.9', 8080)
folder = tempfile.mkdtemp(prefix='situation-')

nginx = """worker_processes 1; daemon off; pid %(folder)s/nginx.pid; error_log /dev/null;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path %(folder)s/b; proxy_temp_path %(folder)s/p; fastcgi_temp_path %(folder)s/f;
  uwsgi_temp_path %(folder)s/u; scgi_temp_path %(folder)s/s;
  keepalive_requests 100000;
  upstream app { server %(address)s:%(port)d; %(upstream)s }
  server { listen 127.0.0.1:8000; location / { proxy_pass http://app; %(location)s } }
}
"""
haproxy = """defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
listen l
  bind 127.0.0.1:8000
  server s %(address)s:%(port)d
"""


def web(ready):
    """Answers each request and never closes first."""
    many_files()
    listening = listener(*backend)
    ready()
    import selectors
    poll = selectors.DefaultSelector()
    poll.register(listening, selectors.EVENT_READ)
    while True:
        for key, _ in poll.select():
            if key.fileobj is listening:
                poll.register(listening.accept()[0], selectors.EVENT_READ)
                continue
            try:
                data = key.fileobj.recv(65536)
                if data:
                    key.fileobj.send(b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
            except OSError:
                data = b''
            if not data:
                poll.unregister(key.fileobj)
                key.fileobj.close()


def requests(count):
    """Requests over one connection that is kept open; gives how often each status was the answer."""
    statuses = collections.Counter()
    sock = None
    for _ in range(count):
        if sock is None:
            sock = socket.create_connection(('127.0.0.1', 8000))
            file = sock.makefile('rb')
        sock.sendall(b'GET / HTTP/1.1\r\nHost: x\r\n\r\n')
        statuses[file.readline().split()[1].decode()] += 1
        length, closes = 0, False
        for line in iter(file.readline, b'\r\n'):
            name, _, value = line.decode().lower().partition(':')
            if name == 'content-length':
                length = int(value)
            closes = closes or (name == 'connection' and 'close' in value)
        file.read(length)
        if closes:
            sock = None
    return statuses


def proxied(count=2000, program='nginx', upstream='', location='', more=0):
    """`count` requests through a proxy, then `more` a second by a client that goes on."""
    os.system('ip addr add %s/32 dev lo' % backend[0])
    fork('sit-server', web)
    conf = os.path.join(folder, program + '.conf')
    with open(conf, 'w') as file:
        file.write(globals()[program] % {'folder': folder, 'address': backend[0], 'port': backend[1], 'upstream': upstream, 'location': location})
    words = {'nginx': ['/usr/sbin/nginx', '-e', '/dev/null', '-c', conf], 'haproxy': ['/usr/sbin/haproxy', '-db', '-f', conf]}[program]
    children.append(os.spawnv(os.P_NOWAIT, words[0], words))
    for _ in range(100):
        try:
            socket.create_connection(('127.0.0.1', 8000)).close()
            break
        except OSError:
            time.sleep(0.05)
    statuses = requests(count)

    def body(ready):
        ready()
        while True:
            requests(1)
            time.sleep(1 / more)

    if more > 0:
        fork('sit-client', body)
        time.sleep(1)
    return {'statuses': statuses}
