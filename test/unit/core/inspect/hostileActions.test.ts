import assert from 'node:assert/strict';
import fc from 'fast-check';
import { procCollector } from '../../../../src/core/collect/procCollector.ts';
import { ssCollector } from '../../../../src/core/collect/ssCollector.ts';
import { inspect } from '../../../../src/core/inspect/inspect.ts';
import { ok } from '../../../../src/core/model/outcome.ts';
import { procSysPath } from '../../../../src/core/model/procSysPath.ts';
import { inspectedParameters } from '../../../../src/core/knowledge/parameters.ts';
import type { FindingAction } from '../../../../src/core/report/findings/findingAction.ts';
import { FakeHost, never, type Answer } from '../../../support/fakeHost.ts';
import { fixture } from '../../../support/parsing.ts';

const range = procSysPath('net.ipv4.ip_local_port_range');
const reserved = procSysPath('net.ipv4.ip_local_reserved_ports');
const listenerOf = (name: string): string =>
  `LISTEN 0 128 127.0.0.1:40000 0.0.0.0:* users:(("${name}",pid=7,fd=3)) ino:163634 sk:1 <->\n`;
/** VS Code draws no more of a line: `editor.stopRenderingLineAfter`. */
const drawnOfLine = 10_000;

/** What is offered for a host that sends these values, running and configured. */
async function offered(
  answers: Readonly<Record<string, Answer>>,
  file = '',
  listener = listenerOf('web'),
): Promise<readonly FindingAction[]> {
  const host = new FakeHost({
    answers: { ss: fixture('ss.txt') + listener, [range]: '32768\t60999\n', ...answers },
    configuration: ok({
      files: [{ path: '/etc/sysctl.d/a.conf', content: { kind: 'text', text: file } }],
      tool: 'systemd-sysctl',
      isBootNamespace: true,
      isHere: false,
    }),
  });
  const { report } = await inspect({
    host,
    collectors: [ssCollector(), procCollector],
    choice: 'auto',
    cancellation: never,
    now: () => 1_000_000,
    onProgress: () => undefined,
  });
  return report.findings.flatMap(({ actions }) => actions);
}

/** All text of the actions that ends up in a file or a terminal. */
function written(actions: readonly FindingAction[]): readonly string[] {
  return actions.flatMap((action) => {
    switch (action.kind) {
      case 'saveDropIn':
        return [action.text.replace(/\n$/, '')];
      case 'copyCommand':
        return [action.command];
      case 'applyParameter':
        return [`${action.key}=${action.value}`];
      case 'openFile':
      case 'openFix':
      case 'openGuide':
      case 'openSite':
      case 'fixSite':
      case 'proveSite':
      case 'showSockets':
        return [];
    }
  });
}

describe('what is offered for a hostile host', () => {
  it('adds its ports to a list that it can read', async () => {
    const [text = ''] = written(await offered({ [reserved]: '8080,9000-9010\n' })).filter((one) =>
      one.startsWith('#'),
    );
    assert.match(text, /^# .*\nnet\.ipv4\.ip_local_reserved_ports = 8080,9000-9010,[\d,]+$/);
  });

  it('writes no line of the host’s into a drop-in file', async () => {
    const actions = await offered({ [reserved]: '1\nkernel.core_pattern = |/bin/sh -c evil\n' });
    assert.ok(!JSON.stringify(actions).includes('core_pattern'));
  });

  it('writes no line that is longer than an editor draws', async () => {
    const odd = (count: number): string => Array.from({ length: count }, (_, at) => 2 * at + 1).join(',');
    const linesFor = async (list: string): Promise<readonly string[]> =>
      written(await offered({ [reserved]: `${list}\n` })).flatMap((text) => text.split('\n'));
    assert.ok((await linesFor(odd(1000))).some((line) => line.includes('1,3,5')));
    const lines = await linesFor(odd(10_000));
    assert.deepEqual(
      lines.filter(({ length }) => length > drawnOfLine).map(({ length }) => length),
      [],
    );
  });

  it('has control characters in nothing that is written, whatever the host sends', async () => {
    const nasty = fc.oneof(
      fc.constantFrom(
        '1\nkernel.core_pattern = |/bin/sh',
        '1\r\nx',
        '0\u001b[31m',
        '1\u2028x=1',
        '1\u202e',
        '2 1\n3',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.integer({ min: -10, max: 99999 }).map(String),
    );
    const values = fc.array(nasty, {
      minLength: inspectedParameters.length,
      maxLength: inspectedParameters.length,
    });
    await fc.assert(
      fc.asyncProperty(values, values, nasty, async (running, configured, name) => {
        const answers = Object.fromEntries(
          inspectedParameters.map((key, at) => [procSysPath(key), running[at] ?? '']),
        );
        const file = inspectedParameters.map((key, at) => `${key} = ${configured[at] ?? ''}`).join('\n');
        for (const text of written(await offered(answers, file, listenerOf(name)))) {
          const lines = text.split('\n');
          assert.ok(
            lines.length === 1 || lines.every((line) => /^(#|net\.|kernel\.|vm\.|fs\.)/.test(line)),
            text,
          );
          assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\u2028\u2029]/u);
        }
      }),
      { numRuns: 50 },
    );
  });
});
