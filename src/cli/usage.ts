export const usage = `Usage: socket-diagnostics inspect [PLACE] [--save FILE] [--interval SECONDS] [--format text|json] [--json] [--collector NAME]
       socket-diagnostics sockets [FILTER] [PLACE] [--format text|json|csv] [--json] [--collector NAME]
       socket-diagnostics watch [options]                      (see watch --help)
       socket-diagnostics lint [options] FILE|DIRECTORY…      (see lint --help)
       socket-diagnostics parameters [options] FILE|DIRECTORY… (see parameters --help)
       socket-diagnostics causes [DIR] [options]               (causes --help says more)

inspect explains the TIME_WAIT sockets of this machine: which destination runs out of ports,
which side closes first, and how kernel parameters affect it. sockets lists the TCP sockets that match
a filter, for example: state:time-wait peer:10.0.0.0/8 lport:8080 process:nginx age:<10.
lint checks the kernel parameters that files set, from sysctl.conf to Kubernetes manifests; parameters lists them.

PLACE is this machine, unless one of these options is given:
  --host USER@HOST:PORT
                       a remote host, over your own ssh; user and port are optional
  --netns NAME|PID     a network namespace of this machine, by its ip netns name or a process id
  --open FILE          a snapshot that was saved with --save, here or elsewhere

  --ssh-config FILE    an ssh configuration file to use instead of ~/.ssh/config
  --save FILE          save the data that was read, to open it on any machine
  --format text|json   output format (default: text); for sockets also csv
  --json               short for --format json
  --collector NAME     auto tries sock_diag, ss and /proc (proc) in turn (default); a name uses only that one
  --                   precedes a filter that begins with a minus
  -h, --help           show this help

Exit status: 0 at most information, 1 a warning, 2 an error, 3 sockets could not be read.
`;
