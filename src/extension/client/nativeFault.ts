/** The part of a child process of Node.js that tells how it ends. */
interface EndingProcess {
  readonly stderr: { on(event: 'data', listener: (chunk: Uint8Array) => void): unknown } | null;
  once(event: 'close', listener: (code: number | null, signal: string | null) => void): unknown;
}

/** What the processor raises, and what the C library does when it finds its memory broken. */
const faultSignals = new Set<string | null>(['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGABRT']);
/**
 * The engine aborts, too, when its memory is full, which is no fault of native code. It says so first, and nothing else does
 * (src/node_errors.cc of Node.js, OOMErrorHandler()).
 */
const engineIsFull = /(?:JavaScript heap|process) out of memory/i;
const longestSign = 64;

/**
 * Whether a process was ended by a fault of code that it ran, such as a library's. False if it was killed, which others do, ran
 * out of memory or ended by itself. Never rejects; pending as long as the process lives.
 */
export function nativeFault(process: EndingProcess): Promise<boolean> {
  let isFull = false;
  let tail = '';
  const decoder = new TextDecoder();
  process.stderr?.on('data', (chunk) => {
    const text = tail + decoder.decode(chunk, { stream: true });
    isFull ||= engineIsFull.test(text);
    tail = text.slice(-longestSign);
  });
  return new Promise((resolve) => {
    process.once('close', (_code, signal) => {
      resolve(faultSignals.has(signal) && !isFull);
    });
  });
}
