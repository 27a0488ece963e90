import assert from 'node:assert/strict';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import { DiagnosisMemory } from '../../../../src/core/language/diagnosisMemory.ts';
import { fixed, found, judge } from '../../../support/judgingFiles.ts';
import { service } from '../../../support/sysctlService.ts';

describe('a key that is set twice', () => {
  const rule = 'duplicate-across-forms';
  const said = (path: string, text: string): readonly string[] =>
    found(path, text).filter((one) => one.includes(rule));

  it('in one set is rejected by Nix, and not in two', () => {
    const pair = (value: string): string => `  "vm.swappiness" = ${value};\n`;
    const set = `{ boot.kernel.sysctl = {\n${pair('1')}${pair('lib.mkForce 2')}}; }\n`;
    assert.deepEqual(said('a.nix', set), [`h:${rule}@2`, `e:${rule}@3`]);
    assert.equal(
      fixed('a.nix', set.replace('lib.mkForce 2', '1'), rule),
      set.replace(pair('lib.mkForce 2'), ''),
    );
    const single = (value: number): string => `  boot.kernel.sysctl."vm.swappiness" = ${value};\n`;
    assert.deepEqual(said('a.nix', `{\n${single(1)}${single(1)}}\n`), [`h:${rule}@2`, `e:${rule}@3`]);
    const apart = `lib.mkMerge [ {\n${single(1)}} (lib.mkIf x {\n${single(2)}}) ]\n`;
    assert.deepEqual(said('a.nix', apart), []);
    const merged = `{ boot.kernel.sysctl = lib.mkMerge [ {\n${pair('1')}} {\n${pair('2')}} ]; }\n`;
    assert.deepEqual(said('a.nix', merged), []);
  });

  it('in a list of tasks of Ansible has one value that loses, by itself or as the item of a loop', () => {
    const task = (value: number, more = ''): string =>
      `- ansible.posix.sysctl:\n    name: vm.swappiness\n    value: ${value}\n${more}`;
    const loop =
      '- sysctl: {name: "{{ item.name }}", value: "{{ item.value }}"}\n  loop:\n  - {name: vm.swappiness, value: 7}\n  - {name: vm.dirty_ratio, value: 7}\n';
    const tasks = (...all: readonly string[]): readonly string[] =>
      said('roles/a/tasks/main.yml', all.join(''));
    assert.deepEqual(tasks(task(1), task(2)), [`h:${rule}@2`, `w:${rule}@5`]);
    assert.deepEqual(tasks(task(1), loop), [`h:${rule}@2`, `w:${rule}@6`]);
    assert.deepEqual(tasks(loop, loop), [`h:${rule}@3`, `h:${rule}@4`, `h:${rule}@7`, `h:${rule}@8`]);
    assert.equal(fixed('roles/a/tasks/main.yml', task(1) + task(2), rule), task(2));
    // What only some hosts do, or is in another file of the host, may be meant.
    assert.deepEqual(tasks(task(1, '  when: a\n'), task(2, '  when: b\n')), []);
    assert.deepEqual(tasks(task(1, '    sysctl_file: /etc/sysctl.d/a.conf\n'), task(2)), []);
    assert.deepEqual(tasks(task(1, '    state: "{{ a }}"\n'), task(2)), []);
    // Another host, a choice of the caller, or something that is only called by its name.
    for (const more of [
      'connection: local',
      'vars: {ansible_host: b}',
      'module_defaults: {sysctl: {sysctl_file: /etc/sysctl.d/a.conf}}',
    ])
      assert.deepEqual(tasks(task(1, `  ${more}\n`), task(2)), [], more);
    for (const ends of ['- meta: end_host\n  when: a\n', '- ansible.builtin.meta: end_play\n  when: a\n'])
      assert.deepEqual(tasks(task(1), ends, task(2)), [], ends);
    for (const more of ['delegate_to: a', 'tags: [a]', 'listen: a', 'run_once: true', 'check_mode: true'])
      assert.deepEqual(tasks(task(1, `  ${more}\n`), task(2)), [], more);
    assert.deepEqual(
      found('roles/a/handlers/main.yml', `${task(1)}${task(2)}`).filter((one) => one.includes(rule)),
      [],
    );
    assert.deepEqual(tasks(`- block:\n${task(1).replace(/^/gm, '  ').trimEnd()}\n  when: a\n`, task(2)), []);
    const play = (value: number): string =>
      `- hosts: a${value}\n  tasks:\n${task(value).replace(/^(?=.)/gm, '  ')}`;
    assert.deepEqual(said('site.yml', play(1) + play(2)), []);
    const line = '- sysctl: name=vm.swappiness value=7\n';
    assert.deepEqual(tasks(task(1), line), [`h:${rule}@2`, `w:${rule}@4`]);
    assert.deepEqual(tasks(task(1), line.replace('=7', '=7 sysctl_file=/etc/a.conf')), []);
    assert.deepEqual(
      tasks(task(1), '- local_action: sysctl name=vm.swappiness value=7\n'),
      [],
      'another host',
    );
  });

  describe('in a file of Ansible', () => {
    const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ');
    const task = (value: number | string, more = ''): string =>
      `- ansible.posix.sysctl:\n    name: vm.swappiness\n    value: ${value}\n${more}`;
    const play = (lists: Readonly<Record<string, string>>, more = ''): string =>
      `- hosts: all\n${more}${Object.entries(lists)
        .map(([name, list]) => `  ${name}:\n${indented(list)}`)
        .join('')}`;
    /** The same whether it is read as a whole or in pieces. */
    const judged = (text: string, path = 'site.yml'): readonly string[] => {
      const whole = said(path, text);
      const pieces = formatOf(text, path)?.open?.(text, path, 1);
      assert.ok(pieces);
      const inPieces = service
        .diagnose(pieces, {}, new DiagnosisMemory())
        .filter((one) => one.rule === rule)
        .map(({ range, severity }) => `${severity[0] ?? ''}:${rule}@${range.start.line + 1}`);
      assert.deepEqual(inPieces, whole);
      return whole;
    };

    it('is found in the tasks of a play, and not in those of two', () => {
      const tasks = play({ tasks: task(1) + task(2) });
      assert.deepEqual(judged(tasks), [`h:${rule}@4`, `w:${rule}@7`]);
      assert.deepEqual(judged(tasks + tasks), [`h:${rule}@4`, `w:${rule}@7`, `h:${rule}@12`, `w:${rule}@15`]);
      assert.deepEqual(judged(play({ tasks: task(1) }) + play({ tasks: task(2) })), []);
      assert.deepEqual(judged(`${play({ tasks: task(1) })}---\n${play({ tasks: task(2) })}`), []);
      assert.deepEqual(judged(play({ tasks: task(1, '  when: a\n') + task(2) })), []);
      assert.deepEqual(judged(play({ tasks: task(1) + task('"{{ a }}"') })), []);
    });

    it('is found over the lists of a play in the order in which they run', () => {
      assert.deepEqual(judged(play({ pre_tasks: task(1), post_tasks: task(2) })), [
        `h:${rule}@4`,
        `w:${rule}@8`,
      ]);
      // Whatever the order in which they are written.
      const reverse = play({ post_tasks: task(1), tasks: task(2), pre_tasks: task(3) });
      assert.deepEqual(judged(reverse), [`w:${rule}@4`, `w:${rule}@8`, `h:${rule}@8`, `h:${rule}@12`]);
      const [last] = judge('site.yml', reverse).filter((one) => one.rule === rule);
      assert.match(last?.message ?? '', /^Line 8 sets vm\.swappiness to 2\.$/);
    });

    it('is not found in handlers, which run only if a task calls them', () => {
      assert.deepEqual(judged(play({ tasks: task(1), handlers: task(2) })), []);
      assert.deepEqual(judged(play({ handlers: task(1) + task(2) })), []);
    });

    it('is found in blocks, and not in what runs after a failure or to restore', () => {
      const block = (name: string, more = ''): string =>
        `- block:\n${indented(task(1))}${name === '' ? '' : `  ${name}:\n${indented(task(2))}`}${more}`;
      assert.deepEqual(judged(play({ tasks: block('') + task(2) })), [`h:${rule}@5`, `w:${rule}@8`]);
      assert.deepEqual(judged(`${block('')}${task(2)}`, 'roles/a/tasks/main.yml'), [
        `h:${rule}@3`,
        `w:${rule}@6`,
      ]);
      assert.deepEqual(judged(play({ tasks: block('rescue') })), []);
      assert.deepEqual(judged(play({ tasks: block('always') })), []);
      for (const more of ['  when: a\n', '  tags: [a]\n', '  delegate_to: b\n'])
        assert.deepEqual(judged(play({ tasks: block('', more) + task(2) })), [], more);
    });

    it('is found in a variable of the play that a task goes through', () => {
      const list = '    tuned: [{name: vm.swappiness, value: 5}]\n';
      const loop = '- sysctl: {name: "{{ item.name }}", value: "{{ item.value }}"}\n  loop: "{{ tuned }}"\n';
      const vars = (more: string, tasks: string): string => play({ tasks }, `  vars:\n${more}`);
      assert.deepEqual(judged(vars(list, loop + task(6))), [`h:${rule}@3`, `w:${rule}@8`]);
      // The task decides when it is set.
      assert.deepEqual(judged(vars(list, task(6) + loop)), [`w:${rule}@3`, `h:${rule}@6`]);
      const map = '    tuned: {vm.swappiness: 5}\n';
      const pairs =
        '- sysctl: {name: "{{ item.key }}", value: "{{ item.value }}"}\n  loop: "{{ tuned | dict2items }}"\n';
      assert.deepEqual(judged(vars(map, pairs + task(6))), [`h:${rule}@3`, `w:${rule}@8`]);
      // Of another play, of two definitions, behind an expression, or only under a condition.
      assert.deepEqual(judged(vars(list, task(1)) + play({ tasks: loop })), []);
      const own = loop + '  vars: {tuned: [{name: vm.dirty_ratio, value: 5}]}\n';
      assert.deepEqual(judged(vars(list, own + task(6))), []);
      assert.deepEqual(judged(vars(list, loop.replace('tuned', 'tuned | difference(b)') + task(6))), []);
      assert.deepEqual(judged(vars(list, `${loop}  when: a\n${task(6)}`)), []);
      const filed = vars(list, loop + task(6)).replace('  vars:', '  vars_files: [b.yml]\n  vars:');
      assert.ok(filed.includes('vars_files'));
      assert.deepEqual(judged(filed), []);
    });

    it('is found in one list of a file of variables', () => {
      const item = (value: number, more = ''): string =>
        `  - {name: vm.swappiness, value: ${value}${more}}\n`;
      const path = 'roles/a/vars/main.yml';
      assert.deepEqual(judged(`sysctl_a:\n${item(1)}${item(2)}`, path), [`h:${rule}@2`, `w:${rule}@3`]);
      assert.deepEqual(judged(`sysctl_a:\n${item(1)}sysctl_b:\n${item(2)}`, path), []);
      assert.deepEqual(judged(`sysctl_a:\n${item(1, ', os: b')}${item(2, ', os: c')}`, path), []);
      assert.deepEqual(judged(`sysctl_a:\n${item(1)}${item(2, ', state: absent')}`, path), []);
      assert.deepEqual(judged(`sysctl_a:\n${item(1, ', state: "{{ a }}"')}${item(2)}`, path), []);
    });
  });

  it('as a resource is rejected by Puppet, and not in two branches', () => {
    const resource = (value: number): string => `  sysctl { 'vm.swappiness': value => '${value}' }\n`;
    const twice = `class a {\n${resource(1)}${resource(2)}}\n`;
    assert.deepEqual(said('a.pp', twice), [`h:${rule}@2`, `e:${rule}@3`]);
    const branches = `class a {\n  if $x {\n${resource(1)}  } else {\n${resource(2)}  }\n}\n`;
    assert.deepEqual(said('a.pp', branches), []);
  });

  it('in a section of TuneD has one value that loses', () => {
    const profile = (value: number): string => `[sysctl]\nvm.swappiness=1\nvm.swappiness=${value}\n`;
    assert.deepEqual(said('tuned.conf', profile(2)), [`h:${rule}@2`, `w:${rule}@3`]);
    assert.deepEqual(said('tuned.conf', profile(1)), [`h:${rule}@2`, `h:${rule}@3`]);
  });

  it('in a script is meant', () => {
    assert.deepEqual(said('a.sh', 'sysctl -w vm.swappiness=1\nsysctl -w vm.swappiness=2\n'), []);
  });
});
