/** Which side opened a connection, as far as a snapshot shows. */
export const SocketSide = { client: 0, server: 1, other: 2 } as const;
export type SocketSide = (typeof SocketSide)[keyof typeof SocketSide];

/**
 * When the TIME_WAIT sockets of a snapshot were closed: a socket's remaining time shows when it entered the state. A
 * late segment from the peer restarts the 60 s, so a bucket means "closed, or last heard from".
 */
export class TimeWaitAges {
  /** One bucket per second; the last one also counts older sockets. */
  readonly seconds: number;
  readonly #buckets: Uint32Array;
  #untimed = 0;

  constructor(lengthMs: number) {
    this.seconds = Math.max(1, Math.ceil(lengthMs / 1000));
    this.#buckets = new Uint32Array(this.seconds * 3);
  }

  /** Sockets whose source gave no timer. */
  get untimed(): number {
    return this.#untimed;
  }

  add(ageMs: number, side: SocketSide): void {
    const second = Math.min(this.seconds - 1, Math.max(0, Math.floor(ageMs / 1000)));
    const at = second * 3 + side;
    this.#buckets[at] = (this.#buckets[at] ?? 0) + 1;
  }

  addUntimed(): void {
    this.#untimed++;
  }

  count(secondsAgo: number, side: SocketSide): number {
    return this.#buckets[secondsAgo * 3 + side] ?? 0;
  }

  /** Sockets that entered the state within so many last seconds, per second. */
  perSecond(seconds: number): number {
    let recent = 0;
    for (let second = 0; second < Math.min(seconds, this.seconds); second++)
      for (const side of Object.values(SocketSide)) recent += this.count(second, side);
    return recent / seconds;
  }
}
