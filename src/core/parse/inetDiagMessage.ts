/**
 * The size and the fields of `struct inet_diag_msg`, include/uapi/linux/inet_diag.h: a socket in a dump, and in the kernel's
 * announcement that a socket has ended.
 */
export const inetDiagMessageSize = 72;
export const InetDiagAt = {
  family: 0,
  state: 1,
  timer: 2,
  retransmits: 3,
  id: 4,
  localPort: 4,
  remotePort: 6,
  localAddress: 8,
  remoteAddress: 24,
  expires: 52,
  receiveQueue: 56,
  sendQueue: 60,
  uid: 64,
  inode: 68,
} as const;

/** `INET_DIAG_INFO`: the attribute that has `struct tcp_info`. */
export const infoAttribute = 2;
