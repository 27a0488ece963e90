import assert from 'node:assert/strict';
import type { Finding } from '../../src/core/model/finding.ts';
import { parseKernelVersion } from '../../src/core/model/kernelVersion.ts';
import type { ParameterOrigin, Parameters, ParameterValue } from '../../src/core/model/parameters.ts';
import type { Rule, ParameterWrite, RuleInput } from '../../src/core/rules/rule.ts';

/** Lines of `key = value`; `net.ipv4.` may be left out before `tcp_` and `ip_`. */
export type Lines = string;

/** Input as a file gives it. `kernel` is a version such as `6.18`. */
export function fileInput(
  lines: Lines,
  more: Omit<RuleInput, 'kernel' | 'parameters'> & { kernel?: string } = {},
): RuleInput {
  const writes = read(lines, (line) => ({ kind: 'file', path: '/etc/sysctl.d/90-test.conf', line }));
  return { ...inputOf(writes, more), writes };
}

/** Input as a running kernel gives it. */
export function runningInput(
  lines: Lines,
  more: Omit<RuleInput, 'kernel'> & { kernel?: string } = {},
): RuleInput {
  return inputOf(
    read(lines, () => ({ kind: 'running' })),
    more,
  );
}

/** Values of the running kernel beside those of a file. */
export function running(lines: Lines): Parameters {
  return new Map(read(lines, () => ({ kind: 'running' })).map((write) => [write.key, write]));
}

function inputOf(
  writes: readonly ParameterWrite[],
  { kernel, ...more }: Omit<RuleInput, 'kernel'> & { kernel?: string },
): RuleInput {
  const version = kernel === undefined ? undefined : parseKernelVersion(kernel);
  const parameters = new Map<string, ParameterValue>(
    writes.map(({ key, value, origin }) => [key, { value, origin }]),
  );
  return { parameters, ...(version && { kernel: version }), ...more };
}

function read(lines: Lines, origin: (line: number) => ParameterOrigin): readonly ParameterWrite[] {
  return lines.split('\n').flatMap((text, index) => {
    const [name = '', ...value] = text.split('=').map((part) => part.trim());
    if (name === '') return [];
    const key = /^(tcp|ip)_/.test(name) ? `net.ipv4.${name}` : name;
    return [{ key, value: value.join('='), origin: origin(index + 1) }];
  });
}

/** Cases of one rule: each must be found once, or passed over. `severity` may follow the lines of a found case. */
export function describeRule(
  rule: Rule,
  cases: {
    readonly finds: readonly (RuleInput | readonly [RuleInput, Partial<Finding>])[];
    readonly passes: readonly RuleInput[];
  },
): void {
  describe(rule.id, () => {
    for (const found of cases.finds) {
      const [input, expected] = Array.isArray(found)
        ? (found as [RuleInput, Partial<Finding>])
        : [found as RuleInput, {}];
      it(`finds ${textOf(input)}`, () => {
        const findings = rule.evaluate(input);
        assert.equal(findings.length, 1);
        const [finding] = findings;
        assert.ok(finding);
        assert.match(finding.title, /[.]$/);
        assert.match(finding.explanation, /[.?]$/);
        assert.ok(finding.remedies.length > 0);
        assert.equal(finding.rule, rule.id);
        for (const [field, value] of Object.entries(expected)) {
          assert.deepEqual(finding[field as keyof Finding], value);
        }
      });
    }
    for (const input of cases.passes) {
      it(`passes over ${textOf(input)}`, () => assert.deepEqual(rule.evaluate(input), []));
    }
  });
}

function textOf(input: RuleInput): string {
  const values = [...(input.parameters ?? [])].map(
    ([key, { value }]) => `${key.replace('net.ipv4.', '')} = ${value}`,
  );
  const { kernel, profile, containers } = input;
  const extras = [
    kernel && `Linux ${kernel.major}.${kernel.minor}`,
    [...(input.parameters ?? [])][0]?.[1].origin.kind === 'running' ? 'running' : undefined,
    input.running && 'beside a running kernel',
    profile,
    containers && `containers: ${containers}`,
  ].filter((extra) => extra !== undefined);
  return [values.join(', ') || 'nothing', ...extras].join('; ');
}
