import { readFileSync } from 'node:fs';

/** Whether a process has joined groups of NETLINK_SOCK_DIAG, which is protocol 4. */
export function listensTo(pid: number): boolean {
  try {
    return readFileSync(`/proc/${String(pid)}/net/netlink`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .some(
        ([, protocol, port, groups]) =>
          protocol === '4' && port === String(pid) && Number(`0x${groups ?? '0'}`) > 0,
      );
  } catch {
    return false;
  }
}
