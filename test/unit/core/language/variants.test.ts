import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/core/language/applyEdits.ts';
import { service } from '../../../support/sysctlService.ts';

/**
 * One situation in the many ways in which people write it: `[text, rules of its last line that say it]`, and what looks
 * alike but is none. The corpus of real files has each of these situations, but not each way.
 */
const situations: Readonly<
  Record<
    string,
    { readonly by: readonly string[]; readonly is: readonly string[]; readonly isNot: readonly string[] }
  >
> = {
  tcp_tw_recycle: {
    by: ['tw-recycle-removed'],
    is: [
      'net.ipv4.tcp_tw_recycle=1',
      'net.ipv4.tcp_tw_recycle\t=\t1',
      '   net.ipv4.tcp_tw_recycle   =   1   ',
      'net/ipv4/tcp_tw_recycle = 1',
      '/net/ipv4/tcp_tw_recycle = 1',
      '-net.ipv4.tcp_tw_recycle = 1',
      '-net/ipv4/tcp_tw_recycle=1',
      '- net.ipv4.tcp_tw_recycle = 1',
      'net.ipv4.tcp_tw_recycle = 1\r',
      'net.ipv4.tcp_tw_recycle = "1"',
      "net.ipv4.tcp_tw_recycle = '0'",
      'net.ipv4.tcp_tw_recycle = 1 # fast',
      'net.ipv4.tcp_tw_recycle = 1 // fast',
      'net.ipv4.tcp_tw_recycle = 1;',
      'net.ipv4.tcp_tw_recycle = 0',
    ],
    isNot: [
      '#net.ipv4.tcp_tw_recycle = 1',
      '  ; net.ipv4.tcp_tw_recycle = 1',
      '// net.ipv4.tcp_tw_recycle = 1',
      'net.ipv4.tcp_tw_recycle = {{ recycle }}',
    ],
  },
  'tcp_tw_reuse = 1': {
    by: ['tw-reuse-outgoing-only'],
    is: ['net.ipv4.tcp_tw_reuse=1', 'net/ipv4/tcp_tw_reuse =1 ; on', 'net.ipv4.tcp_tw_reuse = 0x1'],
    isNot: ['net.ipv4.tcp_tw_reuse = 2', 'net.ipv4.tcp_tw_reuse = 0', 'net.ipv4.tcp_tw_reuse = ${X}'],
  },
  'tcp_tw_reuse = 2': {
    by: ['tw-reuse-loopback-only'],
    is: ['net.ipv4.tcp_tw_reuse=2', '-net.ipv4.tcp_tw_reuse = 2 # loopback'],
    isNot: ['net.ipv4.tcp_tw_reuse = 1', 'net.ipv4.tcp_tw_reuse = 20'],
  },
  'tcp_timestamps = 0': {
    by: ['timestamps-off'],
    is: ['net.ipv4.tcp_timestamps=0', 'net/ipv4/tcp_timestamps = 0 #off', "net.ipv4.tcp_timestamps = '0'"],
    isNot: ['net.ipv4.tcp_timestamps = 1', 'net.ipv4.tcp_timestamps = off'],
  },
  'tcp_rfc1337 = 1': {
    by: ['rfc1337-keeps-collisions'],
    is: ['net.ipv4.tcp_rfc1337=1', 'net.ipv4.tcp_rfc1337 = 1\r'],
    isNot: ['net.ipv4.tcp_rfc1337 = 0'],
  },
  tcp_fin_timeout: {
    by: ['fin-timeout-not-time-wait', 'fin-timeout-long'],
    is: [
      'net.ipv4.tcp_fin_timeout=15',
      'net.ipv4.tcp_fin_timeout = 30 # x',
      'net.ipv4.tcp_fin_timeout = 120',
    ],
    isNot: ['net.ipv4.tcp_fin_timeout = 60'],
  },
  'a low tcp_max_tw_buckets': {
    by: ['tw-buckets-below-ports', 'tw-buckets-zero'],
    is: [
      'net.ipv4.tcp_max_tw_buckets=5000',
      'net.ipv4.tcp_max_tw_buckets = 28231',
      'net.ipv4.tcp_max_tw_buckets = 0',
      '# the range is wider\nnet.ipv4.ip_local_port_range = 1024 65535\nnet.ipv4.tcp_max_tw_buckets = 60000',
    ],
    isNot: ['net.ipv4.tcp_max_tw_buckets = 28232', 'net.ipv4.tcp_max_tw_buckets = @BUCKETS@'],
  },
  'a huge tcp_max_tw_buckets': {
    by: ['tw-buckets-huge'],
    is: ['net.ipv4.tcp_max_tw_buckets = 1440000', 'net.ipv4.tcp_max_tw_buckets=2000000 '],
    isNot: ['net.ipv4.tcp_max_tw_buckets = 1000000'],
  },
  'a port range that fails': {
    by: [
      'port-range-inverted',
      'port-range-below-unprivileged',
      'not-an-integer',
      'missing-fields',
      'value-out-of-range',
    ],
    is: [
      'net.ipv4.ip_local_port_range = 1000 65000',
      'net.ipv4.ip_local_port_range = 65000 1024',
      'net.ipv4.ip_local_port_range = 1024-65000',
      'net.ipv4.ip_local_port_range = 1024,65000',
      'net.ipv4.ip_local_port_range = 1024 - 65000',
      'net.ipv4.ip_local_port_range = 1024 to 65000',
      'net.ipv4.ip_local_port_range = 1024 65536',
      'net.ipv4.ip_local_port_range = 0 65535',
      'net.ipv4.ip_local_port_range = 2000',
      'net.ipv4.ip_local_port_range = 2000 65o00',
      '"quoted"\nnet.ipv4.ip_local_port_range = "65000 1024"',
    ],
    isNot: [
      'net.ipv4.ip_local_port_range = 1024 65535',
      'net.ipv4.ip_local_port_range =\t1024\t65535',
      'net.ipv4.ip_unprivileged_port_start = 1000\nnet.ipv4.ip_local_port_range = 1000 65001',
    ],
  },
  'a port range of one parity': {
    by: ['port-range-parity'],
    is: ['net.ipv4.ip_local_port_range = 1024 65000', 'net/ipv4/ip_local_port_range = 1025\t65535'],
    isNot: ['net.ipv4.ip_local_port_range = 1024 65535', 'net.ipv4.ip_local_port_range = 65000 1024'],
  },
  'a comment after the value': {
    by: ['inline-comment'],
    is: [
      'vm.swappiness = 10 # x',
      'vm.swappiness = 10 ; x',
      'vm.swappiness=10;',
      'net.ipv4.conf.all.rp_filter = 1;x',
      'net.ipv4.conf.all.rp_filter = 1#x',
      'net.ipv4.tcp_rmem = 4096 87380 16777216 # bytes',
      'net.ipv4.tcp_rmem = 4096 87380 16777216;',
      'net.ipv4.tcp_congestion_control = bbr\t# x',
      'net.ipv4.ip_local_reserved_ports = 8080,9090 # x',
      'kernel.core_pattern = |/bin/false # no dumps',
    ],
    isNot: ['# vm.swappiness = 10 # x', 'kernel.hostname = a#b', 'kernel.core_pattern = /tmp/core;%p'],
  },
  'a key twice': {
    by: ['duplicate-key'],
    is: [
      'a.b = 1\na.b = 1',
      'a.b = 1\n# between\n\na/b = 2',
      '-a.b = 1\na.b = 2',
      'a.b = 1\n-a/b = 1',
      'net.ipv4.conf.eth0/1.rp_filter = 1\nnet/ipv4/conf/eth0.1/rp_filter = 0',
      'a.b=1\r\na.b\t=\t2\r',
      '/a/b = 1\na.b = 1',
    ],
    isNot: [
      'a.b = 1\n# a.b = 1',
      'a.b = 1\n-a.b',
      'a.b = 1\na.B = 1',
      'net.ipv4.conf.eth0/1.rp_filter = 1\nnet.ipv4.conf.eth0.1.rp_filter = 1',
    ],
  },
  'no key and value': {
    by: ['missing-equals', 'missing-key', 'section-header'],
    is: [
      'net.ipv4.tcp_syncookies 1',
      'net.ipv4.tcp_syncookies: 1',
      'net.ipv4.tcp_syncookies',
      'echo 1 > /proc/sys/net/ipv4/tcp_syncookies',
      'sysctl -p',
      '<<<<<<< HEAD',
      '=======',
      '= 1',
      '[net]',
      '// words',
      '* soft nofile 65535',
      '\u200B',
      '\u00A0',
    ],
    isNot: ['-net.ipv4.conf.lo.rp_filter', ' \t\r', '# words', '{% if router %}', '[% IF router %]'],
  },
  'a placeholder': {
    by: ['template-placeholder'],
    is: [
      'vm.swappiness = {{ swappiness }}',
      '{{ item.key }} = {{ item.value }}',
      '{% for key in keys %}',
      '{%- endfor -%}',
      'vm.swappiness = ${SWAPPINESS}',
      'vm.swappiness = $SWAPPINESS',
      'vm.swappiness = $(nproc)',
      'vm.swappiness = `nproc`',
      'vm.swappiness = <%= @swappiness %>',
      '<%- if @router -%>',
      'vm.swappiness = @SWAPPINESS@',
      '@@SYSCTL_LINES@@',
      'vm.swappiness = __SWAPPINESS__',
      'vm.swappiness = __swappiness__',
      'vm.swappiness = %SWAPPINESS%',
      'vm.swappiness = %(swappiness)s',
      'vm.swappiness = %{swappiness}',
      'vm.swappiness = #{swappiness}',
      'vm.swappiness = <swappiness>',
      'vm.swappiness = <<SWAPPINESS>>',
      'vm.swappiness = {swappiness}',
      'vm.swappiness = ((swappiness))',
      'vm.swappiness = [[ .swappiness ]]',
      '[% swappiness %]',
      'net.ipv4.conf.{{ device }}.rp_filter = 1',
    ],
    isNot: [
      '# {{ ansible_managed }}',
      '; ${comment}',
      'kernel.core_pattern = |/usr/lib/systemd/systemd-coredump %P %u %g %s %t %c %h',
      'kernel.core_pattern = core.%e.%p',
      'kernel.domainname = a@b@c',
      'net.ipv4.conf.*.rp_filter = 1',
      'net.ipv4.conf.[ab]*.rp_filter = 1',
      'dev.__x = 1',
    ],
  },
};

/** Rules that speak about the last line of a text that is not empty. */
function rulesOfLast(text: string): readonly string[] {
  const document = service.parse(text);
  const last = document.lines.findLastIndex((line) => line.text !== '');
  return service
    .diagnose(document, {})
    .filter(({ range }) => range.start.line === last)
    .map(({ rule }) => rule);
}

describe('a situation, however it is written', () => {
  let count = 0;
  for (const [situation, { by, is, isNot }] of Object.entries(situations)) {
    it(`is ${situation}`, () => {
      for (const text of is) {
        const rules = rulesOfLast(text);
        assert.ok(
          rules.some((rule) => by.includes(rule)),
          `${JSON.stringify(text)}: ${rules.join(' ') || 'nothing'}`,
        );
      }
    });
    it(`is not ${situation}`, () => {
      for (const text of isNot) {
        const rules = rulesOfLast(text).filter((rule) => by.includes(rule));
        assert.deepEqual(rules, [], JSON.stringify(text));
      }
    });
    count += is.length + isNot.length;
  }
  it('is written in many ways', () => assert.ok(count > 120, String(count)));
});

describe('fixAll', () => {
  it('never puts in force what was switched off with slashes', () => {
    const text = '// net.ipv4.tcp_syncookies = 0\n//vm.swappiness=10\n// words\n';
    const edit = service.fixAll(service.parse(text), {});
    assert.ok(edit);
    assert.equal(applyEdits(text, [edit]), '# net.ipv4.tcp_syncookies = 0\n# vm.swappiness=10\n# words\n');
  });
});
