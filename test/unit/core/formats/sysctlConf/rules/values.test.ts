import { doubleEquals } from '../../../../../../src/core/formats/sysctlConf/rules/doubleEquals.ts';
import { emptyValue } from '../../../../../../src/core/formats/rules/emptyValue.ts';
import { extraFields } from '../../../../../../src/core/formats/rules/extraFields.ts';
import { inlineComment } from '../../../../../../src/core/formats/sysctlConf/rules/inlineComment.ts';
import { invalidPortList } from '../../../../../../src/core/formats/rules/invalidPortList.ts';
import { missingFields } from '../../../../../../src/core/formats/rules/missingFields.ts';
import { notAnInteger } from '../../../../../../src/core/formats/rules/notAnInteger.ts';
import { octalOrHexValue } from '../../../../../../src/core/formats/rules/octalOrHexValue.ts';
import { quotedValue } from '../../../../../../src/core/formats/rules/quotedValue.ts';
import { valueTooLong } from '../../../../../../src/core/formats/sysctlConf/rules/valueTooLong.ts';
import { describeDocumentRule } from '../../../../../support/checking.ts';

describeDocumentRule(inlineComment, {
  finds: [
    {
      text: '  net.ipv4.tcp_fin_timeout = 30  # why',
      marks: ['# why'],
      severity: 'warning',
      fixed: '  # why\n  net.ipv4.tcp_fin_timeout = 30',
    },
    { text: 'net.ipv4.tcp_fin_timeout = 30;', marks: [';'], severity: 'error' },
    { text: 'net.ipv4.ip_local_reserved_ports = 8080 # x', marks: ['# x'], severity: 'error' },
    { text: 'net.ipv4.tcp_congestion_control = bbr # x', marks: ['# x'], severity: 'error' },
    { text: 'vm.swappiness = 10 # x', marks: ['# x'], severity: 'warning' },
    { text: 'vm.swappiness = 10 ; x\r\n', marks: ['; x'], fixed: '# x\r\nvm.swappiness = 10\r\n' },
  ],
  passes: ['# net.ipv4.tcp_fin_timeout = 30 # x', 'kernel.core_pattern = |/usr/bin/x#y %p;', 'a.b = 1 // x'],
});

describeDocumentRule(quotedValue, {
  finds: [
    {
      text: 'net.ipv4.ip_local_port_range = "1024 65535"',
      marks: ['"1024 65535"'],
      fixed: 'net.ipv4.ip_local_port_range = 1024 65535',
    },
    { text: "vm.swappiness = '10'", marks: ["'10'"], fixed: 'vm.swappiness = 10' },
  ],
  passes: ['kernel.core_pattern = |/bin/sh -c "x"', 'vm.swappiness = 10'],
});

describeDocumentRule(emptyValue, {
  finds: [
    { text: 'net.ipv4.tcp_fin_timeout =\na.b = 1', marks: ['net.ipv4.tcp_fin_timeout ='], fixed: 'a.b = 1' },
  ],
  passes: ['net.ipv4.ip_local_reserved_ports =', 'kernel.hostname ='],
});

describeDocumentRule(doubleEquals, {
  finds: [{ text: 'net.ipv4.tcp_fin_timeout == 39', marks: ['='], fixed: 'net.ipv4.tcp_fin_timeout =39' }],
  passes: ['kernel.core_pattern = a==b'],
});

describeDocumentRule(notAnInteger, {
  finds: [
    {
      text: 'net.ipv4.ip_local_port_range = 2000 65000o',
      marks: ['65000o'],
      fixed: 'net.ipv4.ip_local_port_range = 2000 65000',
    },
    {
      text: 'net.ipv4.ip_local_port_range = 1024-65535',
      marks: ['1024-65535'],
      fixed: 'net.ipv4.ip_local_port_range = 1024 65535',
    },
    {
      text: 'net.ipv4.tcp_max_tw_buckets = 2,000,000',
      marks: ['2,000,000'],
      fixed: 'net.ipv4.tcp_max_tw_buckets = 2000000',
    },
    { text: 'net.core.rmem_max = 16M', marks: ['16M'], fixed: 'net.core.rmem_max = 16M' },
    { text: 'net.ipv4.tcp_syncookies = yes', marks: ['yes'], fixed: 'net.ipv4.tcp_syncookies = 1' },
    { text: 'net.ipv4.tcp_fin_timeout = +30', marks: ['+30'], fixed: 'net.ipv4.tcp_fin_timeout = 30' },
    { text: 'net.ipv4.tcp_fin_timeout = 08', marks: ['08'] },
    { text: 'net.ipv4.tcp_fin_timeout = 1.5', marks: ['1.5'] },
    { text: 'net.ipv4.tcp_max_orphans = 99999999999999999999999', marks: ['99999999999999999999999'] },
  ],
  passes: ['net.ipv4.tcp_fin_timeout = 30', 'net.ipv4.tcp_congestion_control = bbr', 'vm.overcommit = x'],
});

describeDocumentRule(octalOrHexValue, {
  finds: [
    { text: 'net.ipv4.tcp_fin_timeout = 030', marks: ['030'], fixed: 'net.ipv4.tcp_fin_timeout = 24' },
    { text: 'net.core.rmem_max = 0x1000', marks: ['0x1000'], fixed: 'net.core.rmem_max = 4096' },
  ],
  passes: ['net.ipv4.tcp_fin_timeout = 30', 'net.ipv4.tcp_rfc1337 = 0'],
});

describeDocumentRule(extraFields, {
  finds: [
    { text: 'net.ipv4.tcp_syncookies = 1 2 3', marks: ['2 3'], fixed: 'net.ipv4.tcp_syncookies = 1' },
    {
      text: 'net.ipv4.tcp_syncookies = 1   // on',
      marks: ['// on'],
      fixed: '# on\nnet.ipv4.tcp_syncookies = 1',
    },
  ],
  passes: [
    'net.ipv4.tcp_rmem = 4096 87380 16777216',
    'kernel.printk = 3 3 3 3',
    'net.ipv4.tcp_syncookies = 1 # x',
  ],
});

describeDocumentRule(missingFields, {
  finds: [
    { text: 'net.ipv4.tcp_rmem = 8192', marks: ['8192'], fixed: 'net.ipv4.tcp_rmem = 8192 131072 33554432' },
    {
      text: 'net.ipv4.ip_local_port_range = 2000',
      marks: ['2000'],
      fixed: 'net.ipv4.ip_local_port_range = 2000 60999',
    },
  ],
  passes: ['net.ipv4.ip_local_port_range = 2000 65535', 'net.ipv4.tcp_rmem ='],
});

describeDocumentRule(invalidPortList, {
  finds: [
    {
      text: 'net.ipv4.ip_local_reserved_ports = 8080, 9090',
      marks: [' 9090'],
      fixed: 'net.ipv4.ip_local_reserved_ports = 8080,9090',
    },
    {
      text: 'net.ipv4.ip_local_reserved_ports = 9010-9000',
      marks: ['9010-9000'],
      fixed: 'net.ipv4.ip_local_reserved_ports = 9000-9010',
    },
    {
      text: 'net.ipv4.ip_local_reserved_ports = 80,,90',
      marks: [','],
      fixed: 'net.ipv4.ip_local_reserved_ports = 80,90',
    },
    { text: 'net.ipv4.ip_local_reserved_ports = http', marks: ['http'] },
    { text: 'net.ipv4.ip_local_reserved_ports = 70000', marks: ['70000'] },
  ],
  passes: ['net.ipv4.ip_local_reserved_ports = 8080,9000-9010,', 'net.ipv4.ip_local_reserved_ports ='],
});

describeDocumentRule(valueTooLong, {
  finds: [{ text: `a.b = ${'1,'.repeat(2049)}`, marks: ['1,'.repeat(2049)] }],
  passes: [`a.b = ${'1'.repeat(4096)}`],
});
