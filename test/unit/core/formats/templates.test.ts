import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import { diagnose } from '../../../../src/core/language/diagnose.ts';

/** Four assignments; `V` are their values. Each value is wrong, and so is the key of the last one. */
const pairs = [
  ['net.ipv4.tcp_fin_timeout', '15s'],
  ['net.ipv4.tcp_keepalive_time', '0x3c'],
  ['net.core.somaxconn', '1e3'],
  ['net.ipv4.tcp_tw_recycle', 'on'],
] as const;

interface Templated {
  readonly path: string;
  readonly text: (pairs: readonly (readonly [key: string, value: string])[]) => string;
  /** What its templates look like in place of a value. */
  readonly expressions: readonly string[];
  /** Lines that choose whether others are written. */
  readonly choices?: readonly [string, string];
}

const each =
  (line: (key: string, value: string) => string) => (all: readonly (readonly [string, string])[]) =>
    all.map(([key, value]) => line(key, value)).join('');

const jinja = ['{{ x }}', '{{ a.b | default("1") }}', '{{x}}', '{% if a %}1{% endif %}'];
const go = ['{{ .Values.x }}', '{{ .Values.x | quote }}', '{{- .x -}}'];
const variables = ['${X}', '${X:-1}'];
const erb = ['<%= x %>', "<%= node['a'] %>"];

const samples: Readonly<Record<string, Templated>> = {
  kubernetes: {
    path: 'pod.yaml',
    text: (all) =>
      `apiVersion: v1\nkind: Pod\nspec:\n  securityContext:\n    sysctls:\n${each((key, value) => `    - name: ${key}\n      value: "${value}"\n`)(all)}`,
    expressions: [...go.filter((one) => !one.includes('quote')), '${X}', '<%= x %>'],
  },
  'kubernetes in JSON': {
    path: 'pod.json',
    text: (all) =>
      `{"apiVersion":"v1","kind":"Pod","spec":{"securityContext":{"sysctls":[\n${all.map(([key, value]) => `{"name":"${key}","value":"${value}"}`).join(',\n')}\n]}}}\n`,
    expressions: ['{{ x }}', '${X}', '<%= x %>'],
  },
  helm: {
    path: 'chart/templates/pod.yaml',
    text: (all) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Release.Name }}}\nspec:\n  {{- if .Values.a }}\n  securityContext:\n    sysctls:\n${each((key, value) => `    - name: ${key}\n      value: ${/[{]/.test(value) ? value : `"${value}"`}\n`)(all)}  {{- end }}\n`,
    expressions: go,
    choices: ['    {{- if .Values.b }}\n', '    {{- end }}\n'],
  },
  compose: {
    path: 'compose.yaml',
    text: (all) => `services:\n  a:\n    sysctls:\n${each((key, value) => `      - ${key}=${value}\n`)(all)}`,
    expressions: [...variables, '$X'],
  },
  ansible: {
    path: 'roles/a/tasks/main.yml',
    text: each(
      (key, value) => `- name: a\n  ansible.posix.sysctl:\n    name: ${key}\n    value: '${value}'\n`,
    ),
    expressions: ['{{ x }}', '{{ a.b | default(1) }}', '{% if a %}1{% endif %}'],
    choices: ['{% if b %}\n', '{% endif %}\n'],
  },
  salt: {
    path: 'a.sls',
    text: each((key, value) => `${key}:\n  sysctl.present:\n    - value: '${value}'\n`),
    expressions: ['{{ x }}', '{% if a %}1{% endif %}'],
    choices: ['{% if b %}\n', '{% endif %}\n'],
  },
  'cloud-init': {
    path: 'user-data',
    text: (all) =>
      `#cloud-config\nwrite_files:\n- path: /etc/sysctl.d/a.conf\n  content: |\n${each((key, value) => `    ${key} = ${value}\n`)(all)}`,
    expressions: [...jinja, ...variables, ...erb],
    choices: ['    {% if b %}\n', '    {% endif %}\n'],
  },
  shell: {
    path: 'a.sh',
    text: (all) => `#!/bin/sh\n${each((key, value) => `sysctl -w ${key}="${value}"\n`)(all)}`,
    expressions: [...variables, '$X', '$(cat a)', '{{ x }}', '<%= x %>'],
  },
  dockerfile: {
    path: 'Dockerfile',
    text: (all) => `FROM a\n${each((key, value) => `RUN sysctl -w ${key}="${value}"\n`)(all)}`,
    expressions: [...variables, '$X', '{{ x }}'],
  },
  terraform: {
    path: 'main.tf',
    text: (all) =>
      `resource "docker_container" "a" {\n  sysctls = {\n${each((key, value) => `    "${key}" = "${value}"\n`)(all)}  }\n}\n`,
    expressions: ['${var.x}', '${a["b"]}', '%{ if a }1%{ endif }'],
  },
  'terraform with user data': {
    path: 'main.tf',
    text: (all) =>
      `resource "a" "b" {\n  user_data = <<-EOT\n    #!/bin/sh\n${each((key, value) => `    sysctl -w ${key}="${value}"\n`)(all)}  EOT\n}\n`,
    expressions: ['${var.x}', '%{ if a }1%{ endif }', '$X'],
    choices: ['    %{ if b }\n', '    %{ endif }\n'],
  },
  puppet: {
    path: 'a.pp',
    text: each((key, value) => `sysctl { '${key}': value => "${value}" }\n`),
    expressions: ['${x}', "${a['b']}"],
  },
  chef: {
    path: 'a.rb',
    text: each((key, value) => `sysctl '${key}' do\n  value "${value}"\nend\n`),
    expressions: ['#{x}', "#{node['a']}"],
  },
  'a script by Chef': {
    path: 'templates/a.sh.erb',
    text: (all) => `#!/bin/sh\n${each((key, value) => `sysctl -w ${key}="${value}"\n`)(all)}`,
    expressions: erb,
    choices: ['<% if b %>\n', '<% end %>\n'],
  },
  nix: {
    path: 'a.nix',
    text: (all) =>
      `{\n  boot.kernel.sysctl = {\n${each((key, value) => `    "${key}" = "${value}";\n`)(all)}  };\n}\n`,
    expressions: ['${x}', '${toString a.b}'],
  },
  systemd: {
    path: 'a.service',
    text: (all) => `[Service]\n${each((key, value) => `ExecStart=/sbin/sysctl -w ${key}=${value}\n`)(all)}`,
    expressions: ['${X}', '{{ x }}', '<%= x %>'],
  },
  quadlet: {
    path: 'a.container',
    text: (all) => `[Container]\nImage=a\n${each((key, value) => `Sysctl=${key}=${value}\n`)(all)}`,
    expressions: ['{{x}}', '${X}', '<%=x%>'],
  },
  talos: {
    path: 'talos.yaml',
    text: (all) =>
      `apiVersion: v1alpha1\nkind: SysctlConfig\nparams:\n${each((key, value) => `  ${key}: "${value}"\n`)(all)}`,
    expressions: ['{{ x }}', '${X}', '<%= x %>'],
  },
  bottlerocket: {
    path: 'user-data.toml',
    text: (all) => `[settings.kernel.sysctl]\n${each((key, value) => `"${key}" = "${value}"\n`)(all)}`,
    expressions: ['{{ x }}', '${x}', '<%= x %>'],
  },
  tuned: {
    path: 'tuned.conf',
    text: (all) => `[main]\nsummary=a\n[sysctl]\n${each((key, value) => `${key}=${value}\n`)(all)}`,
    expressions: ['${x}', '${f:exec:a}', '{{ x }}'],
  },
  markdown: {
    path: 'a.md',
    text: (all) => `# A\n\n\`\`\`sh\n${each((key, value) => `sysctl -w ${key}="${value}"\n`)(all)}\`\`\`\n`,
    expressions: ['$X', '${X}', '{{ x }}'],
  },
};

interface Said {
  readonly key: string;
  readonly rule: string;
}

/** Rules about a value by itself; what other rules say of a key goes on. */
const ofValues =
  /^(?:not-an-integer|octal-or-hex-value|value-out-of-range|empty-value|extra-fields|missing-fields|quoted-value|sysctl-value-not-string)$/;

/** What rules say of each assignment, by its key. */
function saidIn(path: string, text: string): readonly Said[] {
  const document = formatOf(text, path)?.read(text, path);
  assert.ok(document, `${path} has no format:\n${text}`);
  const keyOn = new Map(
    document.assignments.flatMap(({ key, writtenKey, value }) => [
      [writtenKey.range.start.line, key.dotted],
      [value.range.start.line, key.dotted],
    ]),
  );
  return diagnose(document, { path }).map(({ rule, range }) => ({
    key: keyOn.get(range.start.line) ?? '',
    rule,
  }));
}

describe('a template', () => {
  for (const [what, { path, text, expressions }] of Object.entries(samples)) {
    it(`in ${what} silences the value that it touches, and no other`, () => {
      const plain = saidIn(path, text(pairs));
      for (const [key] of pairs)
        assert.ok(
          plain.some((one) => one.key === key && ofValues.test(one.rule)),
          `${key} has a wrong value`,
        );
      const touched = fc.record({
        expression: fc.constantFrom(...expressions),
        /** The rest of the value that stays around the expression. */
        around: fc.constantFrom(['', ''], ['1', ''], ['', '0'], ['1', 's']),
      });
      fc.assert(
        fc.property(fc.tuple(...pairs.map(() => fc.option(touched, { nil: undefined }))), (choices) => {
          const isTouched = (key: string): boolean =>
            choices[pairs.findIndex(([one]) => one === key)] !== undefined;
          const made = text(
            pairs.map(([key, value], at) => {
              const choice = choices[at];
              if (choice === undefined) return [key, value];
              // Helm writes an expression without quotes, which stands alone.
              const [before = '', after = ''] = what === 'helm' ? [] : choice.around;
              return [key, before + choice.expression + after];
            }),
          );
          const said = saidIn(path, made);
          const values = (all: readonly Said[]): readonly string[] =>
            all.filter(({ rule }) => ofValues.test(rule)).map(({ key, rule }) => `${key} ${rule}`);
          const keys = (all: readonly Said[]): readonly string[] =>
            all.filter(({ rule }) => /recycle|removed/.test(rule)).map(({ key, rule }) => `${key} ${rule}`);
          assert.deepEqual(values(said), values(plain.filter(({ key }) => !isTouched(key))), made);
          assert.deepEqual(keys(said), keys(plain), made);
        }),
        { numRuns: 60 },
      );
    });

    it(`in ${what} silences the value of a key in which it stands, and no other`, () => {
      const [expression = ''] = expressions;
      const others = pairs.slice(0, 2);
      const made = text([['net.ipv4.conf.eth0.rp_filter', '7x'], ...others]);
      const templated = text([[`net.ipv4.conf.${expression}.rp_filter`, '7x'], ...others]);
      const rules = (of: string): readonly string[] =>
        saidIn(path, of)
          .filter(({ rule }) => ofValues.test(rule))
          .map(({ key, rule }) => `${key} ${rule}`);
      assert.deepEqual(
        rules(templated).filter((one) => !one.includes('rp_filter')),
        rules(made).filter((one) => !one.includes('rp_filter')),
        templated,
      );
      assert.ok(!rules(templated).some((one) => one.includes('rp_filter')), templated);
    });

    const { choices } = samples[what] ?? {};
    if (choices !== undefined)
      it(`in ${what} silences no line that it lets be written or not`, () => {
        const [begin, end] = choices;
        const [first, ...rest] = pairs;
        const whole = text([first, ...rest]);
        // Around the second assignment: what the text has more with it.
        const without = text([first, ...rest.slice(1)]);
        let start = 0;
        while (whole[start] === without[start]) start++;
        start = whole.lastIndexOf('\n', start) + 1;
        const length = whole.length - without.length;
        const made = `${whole.slice(0, start)}${begin}${whole.slice(start, start + length)}${end}${whole.slice(start + length)}`;
        const rules = (of: string): readonly string[] =>
          saidIn(path, of).map(({ key, rule }) => `${key} ${rule}`);
        assert.deepEqual(rules(made), rules(whole), made);
      });
  }
});
