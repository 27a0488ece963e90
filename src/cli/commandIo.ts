import type { WriteStream } from 'node:tty';

/** Where a command writes. */
export interface CommandIo {
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
}
