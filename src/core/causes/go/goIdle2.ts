import { callsOf, enclosing, fieldText, functionAround, oncePerFile } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { removableStatement } from '../code/removable.ts';
import { goTransports } from './goTransports.ts';

/** Whether requests are made in goroutines that a loop starts. */
const requestsAtOnce = oncePerFile((code) =>
  code.root
    .descendantsOfType('go_statement')
    .some(
      (go) =>
        enclosing(go, ({ type }) => type === 'for_statement') !== undefined &&
        /\.(Get|Post|PostForm|Do)\(/.test(go.text),
    ),
);

/** Many requests at once to one host with a transport that keeps two connections for it. */
export const goIdle2: CodeCause = {
  id: 'go-idle-2',
  languages: ['go'],
  words: /\bhttp\.(Default)?Transport\b|\bsql\.Open\b/,
  symptoms: ['small-pool'],
  *find(code) {
    const { text } = code.file;
    for (const { node, settings } of goTransports(code)) {
      if (/\bMaxIdleConnsPerHost\b/.test(settings) || /\bDisableKeepAlives["\s]*[:=]\s*true/.test(settings))
        continue;
      const assigned = node.parent?.parent ?? undefined;
      const name =
        assigned?.type === 'short_var_declaration' && removableStatement(assigned) !== undefined
          ? /^\w+$/.exec(fieldText(assigned, 'left'))?.[0]
          : undefined;
      yield {
        node,
        mechanism:
          'The transport keeps at most 2 idle connections per host: if more are used at once, the others are closed after one request.',
        advice: 'Set `MaxIdleConnsPerHost` to the number of concurrent requests.',
        ...(!requestsAtOnce(code) && { needsEvidence: true as const }),
        ...(assigned !== undefined &&
          name !== undefined && {
            fix: {
              title: 'Keep 20 idle connections for each host',
              isSafe: false,
              edits: [
                code.file.insert(
                  assigned.endIndex,
                  `\n${code.file.indent(assigned.startIndex)}${name}.MaxIdleConnsPerHost = 20`,
                ),
              ],
            },
          }),
      };
    }
    if (/\.SetMaxIdleConns\(/.test(text)) return;
    for (const node of callsOf(code)) {
      if (!/^sql\.Open\(/.test(node.text) || functionAround(code, node) === undefined) continue;
      yield {
        node,
        needsEvidence: true,
        mechanism: '`database/sql` keeps 2 idle connections by default; the others are closed after one use.',
        advice: 'Call `SetMaxIdleConns` with the number of concurrent queries.',
      };
    }
  },
};
