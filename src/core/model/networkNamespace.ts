/** A network namespace of this machine: a container, a sandboxed service, or one made with `ip netns`. */
export interface NetworkNamespace {
  /** As the kernel names it: `net:[4026531840]`. */
  readonly inode: string;
  /** What tells it to `--netns`: a name of `ip netns`, or a process in it. */
  readonly key: string;
  /** What a person knows it by. */
  readonly name: string;
  readonly kind: 'named' | 'container' | 'unit' | 'command';
  /** A process in it, the oldest; absent where nothing runs in a named one. */
  readonly pid?: number;
}
