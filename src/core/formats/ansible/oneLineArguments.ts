import type { Region } from '../region.ts';
import { lexShell, type ShellWord } from '../shell/shellLexer.ts';
import { wordRegion } from '../shell/shellPair.ts';

/** The arguments of a module in a text, `name=net.x value=1`: by the first of the names that is there. */
export function oneLineArguments(region: Region): (names: readonly string[]) => Region | undefined {
  const words = lexShell(region.text).filter((token): token is ShellWord => token.kind === 'word');
  return (names) => {
    const word = words.find(({ text }) => names.some((name) => text.startsWith(`${name}=`)));
    return (
      word && wordRegion(region, word).part({ start: word.text.indexOf('=') + 1, end: word.text.length })
    );
  };
}
