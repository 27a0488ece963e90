import type { LexOptions, ShellToken, ShellWord } from './shellLexer.ts';
import { lexShell } from './shellLexer.ts';

/** Where a command reads from or writes to. */
export interface ShellRedirect {
  readonly operator: string;
  readonly descriptor: string;
  readonly target: ShellWord;
  readonly start: number;
}

export interface HereDocument {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
  readonly tabs: boolean;
}

/** One simple command, with what feeds it. */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
  readonly redirects: readonly ShellRedirect[];
  readonly hereDocument?: HereDocument;
  /** The command whose output it reads. */
  readonly pipedFrom?: ShellCommand;
  readonly start: number;
  readonly end: number;
}

/** Words that stand where a command could, and are none. */
const reserved = new Set([
  'if',
  'then',
  'elif',
  'else',
  'while',
  'until',
  'do',
  '!',
  '{',
  'time',
  'function',
]);

interface Building {
  words: ShellWord[];
  redirects: ShellRedirect[];
  hereDocument?: HereDocument;
  pipedFrom?: ShellCommand;
}

/** The simple commands of a script, in order; what controls them is left out. */
export function shellCommands(text: string, options?: LexOptions): readonly ShellCommand[] {
  const tokens = lexShell(text, options);
  const commands: (Building & { start: number; end: number })[] = [];
  /** Commands of this line that wait for a here-document. */
  const waiting: Building[] = [];
  let current: Building = { words: [], redirects: [] };
  let start = -1;
  let end = 0;
  const close = (isPipe: boolean): void => {
    let next: Building = { words: [], redirects: [] };
    if (current.words.length > 0 || current.redirects.length > 0) {
      const command = Object.assign(current, { start: Math.max(0, start), end });
      commands.push(command);
      if (isPipe) next = { ...next, pipedFrom: command };
    }
    current = next;
    start = -1;
  };
  for (let index = 0; index < tokens.length; index++) {
    const token: ShellToken | undefined = tokens[index];
    if (token === undefined) break;
    if (token.kind !== 'hereDocument' && start < 0) start = token.start;
    switch (token.kind) {
      case 'end':
        if (start === token.start) start = -1;
        close(token.isPipe);
        break;
      case 'hereDocument': {
        const owner = waiting.shift();
        if (owner !== undefined) owner.hereDocument = token;
        break;
      }
      case 'redirect': {
        const target = tokens[index + 1];
        if (target?.kind !== 'word') break;
        index++;
        end = target.end;
        if (token.operator.startsWith('<<') && token.operator !== '<<<') waiting.push(current);
        current.redirects.push({
          operator: token.operator,
          descriptor: token.descriptor,
          target,
          start: token.start,
        });
        break;
      }
      case 'word':
        end = token.end;
        if (current.words.length === 0 && reserved.has(token.text)) {
          start = -1;
          break;
        }
        if (current.words.length === 0 && /^[A-Za-z_]\w*=/.test(token.text)) break;
        current.words.push(token);
    }
  }
  close(false);
  return commands;
}
