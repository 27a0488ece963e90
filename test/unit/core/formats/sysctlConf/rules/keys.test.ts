import { commandInKey } from '../../../../../../src/core/formats/sysctlConf/rules/commandInKey.ts';
import { dottedInterfaceName } from '../../../../../../src/core/formats/rules/dottedInterfaceName.ts';
import { globNeedsNewerTools } from '../../../../../../src/core/formats/sysctlConf/rules/globNeedsNewerTools.ts';
import { globWithoutEffect } from '../../../../../../src/core/formats/sysctlConf/rules/globWithoutEffect.ts';
import { irregularSeparators } from '../../../../../../src/core/formats/sysctlConf/rules/irregularSeparators.ts';
import { mixedSeparators } from '../../../../../../src/core/formats/rules/mixedSeparators.ts';
import { upperCaseKey } from '../../../../../../src/core/formats/rules/upperCaseKey.ts';
import { describeDocumentRule } from '../../../../../support/checking.ts';

describeDocumentRule(commandInKey, {
  finds: [
    {
      text: 'sysctl -w net.ipv4.tcp_tw_reuse=1',
      marks: ['sysctl -w net.ipv4.tcp_tw_reuse'],
      fixed: 'net.ipv4.tcp_tw_reuse=1',
    },
    {
      text: 'sudo sysctl net.ipv4.ip_forward = 1',
      marks: ['sudo sysctl net.ipv4.ip_forward'],
      fixed: 'net.ipv4.ip_forward = 1',
    },
    {
      text: '/proc/sys/net/ipv4/ip_forward = 1',
      marks: ['/proc/sys/net/ipv4/ip_forward'],
      fixed: 'net.ipv4.ip_forward = 1',
    },
  ],
  passes: ['net.ipv4.ip_forward = 1', 'kernel.sysctl_writes_strict = 1'],
});

describeDocumentRule(upperCaseKey, {
  finds: [
    { text: 'NET.IPV4.ip_forward = 1', marks: ['NET.IPV4.ip_forward'], fixed: 'net.ipv4.ip_forward = 1' },
  ],
  passes: ['net.ipv4.conf.enP2p1.rp_filter = 1', 'My.Thing = 1'],
});

describeDocumentRule(mixedSeparators, {
  finds: [
    { text: 'net.ipv4/ip_forward = 1', marks: ['net.ipv4/ip_forward'], fixed: 'net.ipv4.ip_forward = 1' },
    { text: 'net/ipv4.ip_forward = 1', marks: ['net/ipv4.ip_forward'], fixed: 'net.ipv4.ip_forward = 1' },
  ],
  passes: [
    'net.ipv4.conf.eth0/100.rp_filter = 1',
    'net/ipv4/conf/eth0.100/rp_filter = 1',
    'net/ipv4/ip_forward = 1',
  ],
});

describeDocumentRule(dottedInterfaceName, {
  finds: [
    {
      text: 'net.ipv4.conf.eth0.100.rp_filter = 1',
      marks: ['net.ipv4.conf.eth0.100.rp_filter'],
      fixed: 'net.ipv4.conf.eth0/100.rp_filter = 1',
    },
  ],
  passes: [
    'net.ipv4.conf.eth0.rp_filter = 1',
    'net.ipv4.conf.eth0/100.rp_filter = 1',
    'net.ipv4.conf.*.rp_filter = 1',
  ],
});

describeDocumentRule(irregularSeparators, {
  finds: [
    { text: '/net/ipv4/ip_forward = 1', marks: ['/net/ipv4/ip_forward'], fixed: 'net.ipv4.ip_forward = 1' },
    { text: 'net..ipv4.ip_forward = 1', marks: ['net..ipv4.ip_forward'], fixed: 'net.ipv4.ip_forward = 1' },
  ],
  passes: ['net/ipv4/ip_forward = 1', '/proc/sys/net/ipv4/ip_forward = 1'],
});

describeDocumentRule(globNeedsNewerTools, {
  finds: [
    { text: 'net.ipv4.conf.*.rp_filter = 1', tools: { systemd: 244 }, marks: ['net.ipv4.conf.*.rp_filter'] },
    { text: 'a.* = 1', tools: { procps: 3, systemd: 250 }, marks: ['a.*'] },
  ],
  passes: [
    'a.* = 1',
    { text: 'a.* = 1', tools: { systemd: 245, procps: 4 } },
    { text: 'a.b = 1', tools: { systemd: 1 } },
  ],
});

describeDocumentRule(globWithoutEffect, {
  finds: [
    { text: 'net.ipv4.tcp_tw_rec* = 1\nnet.ipv4.tcp_tw_recycle = 0', marks: ['net.ipv4.tcp_tw_rec*'] },
    { text: 'net.ipv4.tcp_tw_rec* = 1\n-net.ipv4.tcp_tw_recycle', marks: ['net.ipv4.tcp_tw_rec*'] },
  ],
  passes: [
    'net.ipv4.tcp_tw_re* = 1\nnet.ipv4.tcp_tw_recycle = 0',
    'net.ipv4.conf.*.rp_filter = 1\nnet.ipv4.conf.all.rp_filter = 1',
    'nothing.like.* = 1',
  ],
});
