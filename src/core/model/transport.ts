/** Whose sockets a table holds; a socket belongs to one of them, and they share nothing but the range of local ports. */
export const transports = ['tcp', 'udp'] as const;
export type Transport = (typeof transports)[number];
