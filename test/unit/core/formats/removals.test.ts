import assert from 'node:assert/strict';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import { applyEdits } from '../../../../src/core/language/applyEdits.ts';

/** The text without the assignment of a key; undefined if it cannot be taken out alone. */
function without(path: string, text: string, key: string): string | undefined {
  const document = formatOf(text, path)?.read(text, path);
  const edits = document?.assignments.find((assignment) => assignment.key.dotted === key)?.remove();
  return edits && applyEdits(text, edits);
}

const swappiness = 'vm.swappiness';

describe('taking a parameter out', () => {
  const cases: readonly (readonly [path: string, text: string, after: string | undefined])[] = [
    ['a.sh', 'sysctl -w vm.swappiness=1\nls\n', 'ls\n'],
    ['a.sh', 'sysctl -w vm.swappiness=1 fs.file-max=5\n', 'sysctl -w fs.file-max=5\n'],
    ['a.sh', 'a && sysctl -w vm.swappiness=1 && b\n', 'a && b\n'],
    ['a.sh', 'a && sysctl -w vm.swappiness=1\n', 'a\n'],
    ['a.sh', 'a\nsysctl -w vm.swappiness=1 || true\n', undefined],
    ['a.sh', 'if sysctl -w vm.swappiness=1; then a; fi\n', undefined],
    ['a.sh', 'echo 1 | sudo tee /proc/sys/vm/swappiness\nls\n', 'ls\n'],
    ['Dockerfile', 'FROM a\nRUN sysctl -w vm.swappiness=1\nUSER b\n', 'FROM a\nUSER b\n'],
    [
      'Dockerfile',
      'FROM a\nRUN b && \\\n    sysctl -w vm.swappiness=1 && \\\n    c\n',
      'FROM a\nRUN b && \\\n    c\n',
    ],
    [
      'compose.yaml',
      'services:\n  a:\n    image: a\n    sysctls:\n      vm.swappiness: 1 # why\n  b:\n    image: b\n',
      'services:\n  a:\n    image: a\n  b:\n    image: b\n',
    ],
    [
      'compose.yaml',
      'services:\n  a:\n    sysctls:\n      - vm.swappiness=1\n    image: a\n',
      'services:\n  a:\n    image: a\n',
    ],
    [
      'compose.yaml',
      'services:\n  a:\n    image: a\n    sysctls:\n    - vm.swappiness=1\n',
      'services:\n  a:\n    image: a\n',
    ],
    [
      'compose.yaml',
      'services:\n  a:\n    image: a\n    sysctls:\n      - vm.swappiness=1\n      - a.b=2\n',
      'services:\n  a:\n    image: a\n    sysctls:\n      - a.b=2\n',
    ],
    ['compose.yaml', 'services:\n  a:\n    image: a\n    sysctls: {vm.swappiness: 1}\n', undefined],
    [
      'compose.yaml',
      'services:\n  a:\n    image: a\n    sysctls:\n      # why\n      vm.swappiness: 1\n',
      'services:\n  a:\n    image: a\n    sysctls:\n      # why\n',
    ],
    [
      'compose.yaml',
      'services:\n  a:\n    image: a\n    sysctls: &s\n      vm.swappiness: 1\n  b: {sysctls: *s}\n',
      'services:\n  a:\n    image: a\n    sysctls: &s\n  b: {sysctls: *s}\n',
    ],
    [
      'compose.yaml',
      'services:\n  a:\n    sysctls:\n      vm.swappiness: 1\n',
      'services:\n  a:\n    sysctls:\n',
    ],
    [
      'compose.yaml',
      'services:\n  a:\n    sysctls: [vm.swappiness=1, a.b=2]\n',
      'services:\n  a:\n    sysctls: [a.b=2]\n',
    ],
    [
      'compose.yaml',
      'services:\n  a:\n    sysctls: {a.b: 2, vm.swappiness: 1}\n',
      'services:\n  a:\n    sysctls: {a.b: 2}\n',
    ],
    [
      'compose.yaml',
      'services:\n  a:\n    sysctls:\n      vm.swappiness: 1 # x\n      a.b: 2\n',
      'services:\n  a:\n    sysctls:\n      a.b: 2\n',
    ],
    [
      'p.json',
      '{"apiVersion":"v1","kind":"Pod","spec":{"securityContext":{"sysctls":[{"name":"a.b","value":"1"},{"name":"vm.swappiness","value":"1"}]}}}',
      '{"apiVersion":"v1","kind":"Pod","spec":{"securityContext":{"sysctls":[{"name":"a.b","value":"1"}]}}}',
    ],
    [
      'default.nix',
      '{\n  boot.kernel.sysctl = {\n    "vm.swappiness" = 1;\n    "fs.file-max" = 2;\n  };\n}\n',
      '{\n  boot.kernel.sysctl = {\n    "fs.file-max" = 2;\n  };\n}\n',
    ],
    ['a.rb', "sysctl 'vm.swappiness' do\n  value 1\nend\nls\n", 'ls\n'],
  ];
  for (const [path, text, after] of cases)
    it(`${JSON.stringify(text)} in ${path}`, () => assert.equal(without(path, text, swappiness), after));
});
