/** A program that a shell runs: it makes some connections and ends. */
export function isToolOfPhp(text: string): boolean {
  return /PHP_SAPI\s*===?\s*'cli'|\$argv\b|^#!/m.test(text);
}
