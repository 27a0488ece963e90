export const usage = `Usage: socket-diagnostics inspect [--format text|json] [--json] [--collector auto|sock_diag|ss|proc]
       socket-diagnostics lint [options] FILE|DIRECTORY…      (lint --help says more)

inspect explains the TIME_WAIT sockets of this machine: which destination runs out of ports,
which side closes first, and what the kernel parameters do about it. lint judges sysctl.conf and sysctl.d files.

  --format text|json   how to print the report (text)
  --json               short for --format json
  --collector NAME     auto tries sock_diag, ss and /proc in turn; a name uses just that one
  -h, --help           this text

Exit status: 0 at most information, 1 a warning, 2 an error was found, 3 could not collect.
`;
