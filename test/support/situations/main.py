"""Makes real situations of sockets in the network namespace that it runs in, and holds them until standard input ends.

    python3 main.py NAME '{"argument": value}'

Python, because Node.js can neither bind without listening nor set options of a socket. Prints one line of JSON when the
situation stands: what the program itself saw, such as how often connect() failed and with which error. The processes
call themselves sit-client and sit-server, so that a test can tell whom a finding names. With the argument "victim", an address
and a port, sit-victim goes on trying to connect there.
"""

import json
import os
import signal
import sys

import local_ports
import peers
import programs
import proxies
from common import call_myself, children

call_myself('sit-client')
# On one processor: on two, an old ACK may arrive after the FIN that ends a connection, and the reset that answers ends
# TIME_WAIT too early (RFC 1337).
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
name = sys.argv[1]
make = next(getattr(module, name) for module in (local_ports, peers, programs, proxies) if hasattr(module, name))
arguments = json.loads(sys.argv[2] if len(sys.argv) > 2 else '{}')
victim = arguments.pop('victim', None)
result = make(**arguments)
if victim is not None:
    peers.keep_trying(tuple(victim))
print(json.dumps(result), flush=True)
sys.stdin.read()
for pid in children:
    os.kill(pid, signal.SIGKILL)
