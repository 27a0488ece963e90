import { callsOf, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { scopeOf } from '../code/scope.ts';
import { isOneShot } from '../code/oneShot.ts';
import { PythonImports } from './pythonImports.ts';
import { sessionEdit } from './sessionEdit.ts';

const methods = /^(requests|httpx)\.(get|post|put|patch|delete|head|options|request|stream)$/;
const urlopen = /^urllib\.request\.(urlopen|urlretrieve)$/;

/** `requests.get(…)` and its like: a session, and a connection, for each call. */
export const pyModuleCall: CodeCause = {
  id: 'py-module-call',
  languages: ['python'],
  words: /\b(requests|httpx|urlopen|urlretrieve)\b/,
  symptoms: ['thrown-away'],
  *find(code) {
    const imports = new PythonImports(code);
    for (const node of callsOf(code)) {
      const callee = fieldText(node, 'function').replace(/\s+/g, '');
      const full = imports.resolve(callee);
      if (full === undefined) continue;
      const isUrlopen = urlopen.test(full);
      if (!isUrlopen && !methods.test(full)) continue;
      const scope = scopeOf(code, node);
      if (!scope.isPerCall) continue;
      if (isUrlopen && /^['"]?(file|data):/.test(targetText(node.text))) continue;
      const [library = '', method = ''] = full.split('.');
      const fix = isUrlopen ? undefined : sessionEdit(code, node, library, method);
      yield {
        node,
        ...(isOneShot(code, scope) && { needsEvidence: true as const }),
        ...(isUrlopen && { symptoms: ['asked-to-close'] as const }),
        mechanism: isUrlopen
          ? '`urlopen` asks the server to close the connection, so each call opens a new one.'
          : `\`${callee}\` creates a session for this one call and closes its connection afterwards.`,
        advice: isUrlopen
          ? 'Use a client that keeps connections, such as a shared `requests.Session`.'
          : `Share one ${library === 'httpx' ? '`httpx.Client`' : '`requests.Session`'} between calls. A forked process needs its own, and cookies are kept.`,
        ...(fix && { fix }),
      };
    }
  },
};

function targetText(text: string): string {
  return /\(\s*(['"][^'"]*)/.exec(text)?.[1] ?? '';
}
