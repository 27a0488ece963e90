/**
 * What a source that tells how long sockets have waited is asked for, and a source that tells no times is listed again for.
 * Where more is there, rules say that they could not judge.
 */

/** A larger table is not listed a second time: that would cost more than it tells. */
export const mostListedAgain = 20_000;
/** The kernel's times make an answer five times as long: it is not asked for them of more established connections. */
export const mostEstablished = 50_000;
/** Nor for those in the queues of more ports. */
export const mostPorts = 8;
/** What a program at work has accepted, or read, long since. */
export const longWaitMs = 1000;
/** In CLOSE_WAIT for longer than a program at work takes to answer and close. */
export const youngCloseWaitMs = 3000;

/** Where the times of a table come from: the kernel's own, or how much later a second list was made. */
export type TimesFrom = 'kernel' | 'lists';
