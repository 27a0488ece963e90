import { blankAfterDash } from '../../../../../../src/core/formats/sysctlConf/rules/blankAfterDash.ts';
import { byteOrderMark } from '../../../../../../src/core/formats/sysctlConf/rules/byteOrderMark.ts';
import { dashNotSilent } from '../../../../../../src/core/formats/sysctlConf/rules/dashNotSilent.ts';
import { duplicateKey } from '../../../../../../src/core/formats/sysctlConf/rules/duplicateKey.ts';
import { lineContinuation } from '../../../../../../src/core/formats/sysctlConf/rules/lineContinuation.ts';
import { missingEquals } from '../../../../../../src/core/formats/sysctlConf/rules/missingEquals.ts';
import { missingKey } from '../../../../../../src/core/formats/sysctlConf/rules/missingKey.ts';
import { overriddenLine } from '../../../../../../src/core/formats/sysctlConf/rules/overriddenLine.ts';
import { sectionHeader } from '../../../../../../src/core/formats/sysctlConf/rules/sectionHeader.ts';
import { templatePlaceholder } from '../../../../../../src/core/formats/sysctlConf/rules/templatePlaceholder.ts';
import { describeDocumentRule } from '../../../../../support/checking.ts';

describeDocumentRule(missingEquals, {
  finds: [
    {
      text: 'net.ipv4.tcp_fin_timeout 15',
      marks: ['net.ipv4.tcp_fin_timeout 15'],
      fixed: 'net.ipv4.tcp_fin_timeout = 15',
    },
    {
      text: 'net.ipv4.tcp_fin_timeout: 15',
      marks: ['net.ipv4.tcp_fin_timeout: 15'],
      fixed: 'net.ipv4.tcp_fin_timeout = 15',
    },
    {
      text: 'echo 1 > /proc/sys/net/ipv4/ip_forward',
      marks: ['echo 1 > /proc/sys/net/ipv4/ip_forward'],
      fixed: 'net.ipv4.ip_forward = 1',
    },
    { text: ' ulimit -n 9999\n', marks: ['ulimit -n 9999'], fixed: ' # ulimit -n 9999\n' },
    { text: 'a\u200B', marks: ['a\u200B'] },
  ],
  passes: ['# a', '', '-net.ipv4.conf.all.rp_filter', 'a.b = 1', '[net]', '{% if x %}', '<% end -%>'],
});

describeDocumentRule(missingKey, {
  finds: [
    { text: '= 1', marks: ['= 1'], fixed: '# = 1' },
    { text: '=======', marks: ['======='] },
    { text: '-', marks: ['-'] },
  ],
  passes: ['a.b = 1', ''],
});

describeDocumentRule(sectionHeader, {
  finds: [{ text: '[net]\na.b = 1', marks: ['[net]'], fixed: 'a.b = 1' }],
  passes: ['a.[bc] = 1', '# [net]'],
});

describeDocumentRule(templatePlaceholder, {
  finds: [
    { text: '{{ key }} = {{ value }}', marks: ['{{ key }} = {{ value }}'] },
    { text: '{% endif %}', marks: ['{% endif %}'] },
    { text: 'vm.swappiness = <%= x %>', marks: ['vm.swappiness = <%= x %>'] },
    { text: '-net.core.default_qdisc = $QDISC', marks: ['-net.core.default_qdisc = $QDISC'] },
    { text: 'kernel.shmmax = ${SHMMAX}', marks: ['kernel.shmmax = ${SHMMAX}'] },
    { text: 'a.b = @VALUE@', marks: ['a.b = @VALUE@'] },
    { text: 'a.b = __VALUE__', marks: ['a.b = __VALUE__'] },
    { text: 'a.b = <value>', marks: ['a.b = <value>'] },
  ],
  passes: [
    '# {{ managed }}',
    'kernel.core_pattern = |/usr/bin/x %p %s',
    'kernel.core_pattern = core.%e.%p',
    'a.b = 1',
  ],
});

describeDocumentRule(byteOrderMark, {
  finds: [{ text: '\uFEFFa.b = 1', marks: ['\uFEFF'], fixed: 'a.b = 1' }],
  passes: ['a.b = 1', 'a.b = \uFEFF'],
});

describeDocumentRule(lineContinuation, {
  finds: [
    {
      text: 'net.ipv4.tcp_rmem = 4096 \\\n  87380 \\\n  16777216\nvm.x = 1',
      marks: ['\\'],
      fixed: 'net.ipv4.tcp_rmem = 4096 87380 16777216\nvm.x = 1',
    },
    { text: 'a.b = 1 \\', marks: ['\\'] },
  ],
  passes: ['a.b = 1', 'a.b = \\x'],
});

describeDocumentRule(duplicateKey, {
  finds: [
    { text: 'a.b = 1\nc.d = 1\na.b = 2', marks: ['a.b'], severity: 'warning', fixed: 'c.d = 1\na.b = 2' },
    { text: 'a.b = 1\n-a/b = 1', marks: ['a/b'], severity: 'hint' },
    { text: 'a.b=1\na.b=2\na.b=3', marks: ['a.b', 'a.b'] },
  ],
  passes: ['a.b = 1\na.c = 1', 'a.b = 1\n-a.b', '{{ k }} = 1\n{{ k }} = 2'],
});

describeDocumentRule(overriddenLine, {
  finds: [{ text: '-a.b = 1 \na.b = 2', marks: ['-a.b = 1'], severity: 'hint' }],
  passes: ['a.b = 1'],
});

describeDocumentRule(blankAfterDash, {
  finds: [
    { text: '- a.b = 1', marks: ['- a.b'], fixed: '-a.b = 1' },
    { text: '-\ta.b', marks: ['-\ta.b'] },
  ],
  passes: ['-a.b = 1', 'a.b = -1'],
});

describeDocumentRule(dashNotSilent, {
  finds: [{ text: '-a.b = 1', path: '/etc/sysctl.conf', marks: ['-'] }],
  passes: [
    '-a.b = 1',
    { text: '-a.b = 1', path: '/etc/sysctl.d/a.conf' },
    { text: '-a.b', path: '/etc/sysctl.conf' },
  ],
});
