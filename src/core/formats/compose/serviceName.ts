/** A service by the path of its file, without `.` and `..`, and its name. */
export interface ServiceName {
  readonly file: string;
  readonly name: string;
}

/** What a service says itself of the namespaces of its host, and which one it extends. */
export interface ComposeService extends ServiceName {
  /** Whether it shares the network of its host; absent if it does not say. */
  readonly network?: boolean;
  readonly ipc?: boolean;
  readonly base?: ServiceName;
  /** It gets no parameters from that one. */
  readonly dropsParameters?: true;
}

/** How many services are followed from one to the next: more than people have in a chain, which others may make long. */
export const mostExtensions = 50;
