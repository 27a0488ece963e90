import { fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';

/** Load generators that open a connection for each request. */
export const shLoad: CodeCause = {
  id: 'sh-load',
  languages: ['shell'],
  words: /\b(ab|hey|siege|k6)\b/,
  symptoms: ['asked-to-close', 'thrown-away'],
  *find(code) {
    for (const node of code.root.descendantsOfType('command')) {
      const name = fieldText(node, 'name').replace(/^.*\//, '');
      const words = node.text.split(/\s+/);
      const hasTarget = /https?:\/\/|\$/.test(node.text);
      const isAb = name === 'ab' && words.includes('-n') && !words.some((word) => /^-[a-zA-Z]*k/.test(word));
      const isHey = name === 'hey' && words.some((word) => /^--?disable-keepalive$/.test(word));
      const isSiege = name === 'siege' && !words.some((word) => /^(-R|--rc|-C|-V|--version)/.test(word));
      const isK6 = name === 'k6' && words.some((word) => /^--no-(vu-)?connection-reuse(=true)?$/.test(word));
      if (!isK6 && (!hasTarget || (!isAb && !isHey && !isSiege))) continue;
      yield {
        node,
        mechanism: `\`${name}\` opens a connection for each request here, so this machine runs out of ports before the server is under load.`,
        advice: isAb
          ? 'Add `-k` to keep connections.'
          : isHey
            ? 'Remove `-disable-keepalive`.'
            : isK6
              ? 'Remove the option, unless you want to measure new connections.'
              : 'Set `connection = keep-alive` in siege’s configuration.',
        ...(isAb && {
          fix: {
            title: 'Keep connections: ab -k',
            isSafe: true,
            edits: [code.file.insert((node.childForFieldName('name') ?? node).endIndex, ' -k')],
          },
        }),
      };
    }
  },
};
