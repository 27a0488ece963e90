/** A file, and the sites that it must have: `line cause`, counted from 1. None for a file that is fine. */
export interface CauseCase {
  readonly path: string;
  readonly text: string;
  readonly sites: readonly string[];
}

export function fault(path: string, text: string, ...sites: readonly string[]): CauseCase {
  return { path, text, sites };
}

export function fine(path: string, text: string): CauseCase {
  return { path, text, sites: [] };
}

export const go = (text: string): string => `package app\nimport (\n"io"\n"net/http"\n)\n${text}\n`;
