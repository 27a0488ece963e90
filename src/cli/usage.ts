export const usage = `Usage: socket-diagnostics inspect [PLACE] [--save FILE] [--format text|json] [--json] [--collector NAME]
       socket-diagnostics sockets [FILTER] [PLACE] [--format text|json|csv] [--json] [--collector NAME]
       socket-diagnostics lint [options] FILE|DIRECTORY…      (lint --help says more)
       socket-diagnostics causes [DIR] [options]               (causes --help says more)

inspect explains the TIME_WAIT sockets of this machine: which destination runs out of ports,
which side closes first, and what the kernel parameters do about it. sockets lists the TCP sockets that
a filter lets through, for instance: state:time-wait peer:10.0.0.0/8 lport:8080 process:nginx age:<10.
lint judges sysctl.conf and sysctl.d files.

PLACE is this machine unless one of these is given:
  --host USER@HOST:PORT
                       another host, through your own ssh; user and port may be left out
  --netns NAME|PID     a network namespace of this machine, by its name of ip netns or a process in it
  --open FILE          what was saved with --save, here or elsewhere

  --ssh-config FILE    what ssh reads instead of ~/.ssh/config
  --save FILE          saves what was read, to be opened again anywhere
  --format text|json   how to print (text); of sockets also csv
  --json               short for --format json
  --collector NAME     auto tries sock_diag, ss and /proc (proc) in turn; a name uses just that one
  --                   before a filter that begins with a minus
  -h, --help           this text

Exit status: 0 at most information, 1 a warning, 2 an error was found, 3 could not collect.
`;
