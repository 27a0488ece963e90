import { dotFile } from '../../../../../../src/core/formats/sysctlConf/rules/dotFile.ts';
import { fileNameOrder } from '../../../../../../src/core/formats/sysctlConf/rules/fileNameOrder.ts';
import { otherFilesNotRead } from '../../../../../../src/core/formats/sysctlConf/rules/otherFilesNotRead.ts';
import { overriddenByOtherFile } from '../../../../../../src/core/formats/sysctlConf/rules/overriddenByOtherFile.ts';
import { shadowedFile } from '../../../../../../src/core/formats/sysctlConf/rules/shadowedFile.ts';
import { sysctlConfNotRead } from '../../../../../../src/core/formats/sysctlConf/rules/sysctlConfNotRead.ts';
import { sysctlConfOrder } from '../../../../../../src/core/formats/sysctlConf/rules/sysctlConfOrder.ts';
import { sysctlPInComment } from '../../../../../../src/core/formats/sysctlConf/rules/sysctlPInComment.ts';
import { wrongExtension } from '../../../../../../src/core/formats/sysctlConf/rules/wrongExtension.ts';
import { describeDocumentRule } from '../../../../../support/checking.ts';

const dropIn = '/etc/sysctl.d/50-a.conf';
const link = { '/etc/sysctl.d/99-sysctl.conf': '-> ../sysctl.conf' };

function lines(count: number): string {
  return '#\n'.repeat(count);
}

describeDocumentRule(overriddenByOtherFile, {
  finds: [
    {
      text: 'a.b = 1\nc.d = 1',
      path: dropIn,
      files: { '/usr/lib/sysctl.d/60-b.conf': 'a/b = 2' },
      marks: ['a.b'],
    },
    { text: 'a.b = 1', path: dropIn, files: { '/etc/sysctl.conf': 'a.b = 2', ...link }, marks: ['a.b'] },
  ],
  passes: [
    'a.b = 1',
    { text: 'a.b = 1', path: dropIn, files: { '/usr/lib/sysctl.d/40-b.conf': 'a.b = 2' } },
    { text: 'a.b = 1', path: dropIn, files: { '/usr/lib/sysctl.d/60-b.conf': 'a.b = 1' } },
    { text: 'a.b = 1', path: dropIn, files: { '/etc/sysctl.conf': 'a.b = 2' } },
  ],
});

describeDocumentRule(otherFilesNotRead, {
  finds: [
    ...['(denied)', '(outside)', '(tooLarge)'].map((content) => ({
      text: 'a.b = 1',
      path: dropIn,
      files: { '/usr/lib/sysctl.d/60-b.conf': content },
      marks: ['a.b = 1'],
    })),
    { text: 'a.b = 1', path: dropIn, files: { '/etc/sysctl.conf': '(denied)' }, marks: ['a.b = 1'] },
    { text: 'a.b = 1', path: dropIn, files: { '/run/sysctl.d': '(denied)' }, marks: ['a.b = 1'] },
    {
      text: 'a.b = 1',
      path: dropIn,
      files: { '/etc/sysctl.d/60-b.conf': lines(50_000) },
      marks: ['a.b = 1'],
    },
    {
      text: 'a.b = 1',
      path: '/etc/sysctl.conf',
      files: { ...link, '/etc/sysctl.d/zz.conf': '(denied)' },
      marks: ['a.b = 1'],
    },
  ],
  passes: [
    'a.b = 1',
    { text: '# nothing', path: dropIn, files: { '/etc/sysctl.d/60-b.conf': '(denied)' } },
    { text: 'a.b = 1', path: dropIn, files: { '/etc/sysctl.d/40-b.conf': '(denied)' } },
    { text: 'a.b = 1', path: dropIn, files: { '/etc/sysctl.d/60-b.conf.bak': '(denied)' } },
    { text: 'a.b = 1', path: dropIn, files: { '/etc/sysctl.d/60-b.conf': lines(49_000) } },
    { text: 'a.b = 1', path: '/etc/sysctl.conf', files: { '/etc/sysctl.d/zz.conf': '(denied)' } },
  ],
});

describeDocumentRule(sysctlConfOrder, {
  finds: [
    {
      text: 'a.b = 1',
      path: '/etc/sysctl.conf',
      files: { '/etc/sysctl.d/zz.conf': 'a.b = 2', ...link },
      marks: ['a.b'],
    },
    {
      text: 'a.b = 2',
      path: '/etc/sysctl.d/zz.conf',
      files: { '/etc/sysctl.conf': 'a.b = 1', ...link },
      marks: ['a.b'],
    },
  ],
  passes: [
    { text: 'a.b = 1', path: '/etc/sysctl.conf', files: { '/etc/sysctl.d/10-a.conf': 'a.b = 2', ...link } },
    { text: 'a.b = 1', path: '/etc/sysctl.conf', files: { '/etc/sysctl.d/zz.conf': 'a.b = 1', ...link } },
    'a.b = 1',
  ],
});

describeDocumentRule(sysctlConfNotRead, {
  finds: [
    { text: '# x\na.b = 1', path: '/etc/sysctl.conf', files: { [dropIn]: 'c.d = 1' }, marks: ['a.b = 1'] },
  ],
  passes: [
    { text: 'a.b = 1', path: '/etc/sysctl.conf', files: link },
    { text: '# only comments', path: '/etc/sysctl.conf', files: { [dropIn]: 'c.d = 1' } },
    { text: 'a.b = 1', path: '/etc/sysctl.conf', files: { [dropIn]: 'c.d = 1' }, isHost: false },
    { text: 'a.b = 1', path: dropIn, files: {} },
  ],
});

describeDocumentRule(shadowedFile, {
  finds: [
    {
      text: 'a.b = 1',
      path: '/usr/lib/sysctl.d/50-a.conf',
      files: { [dropIn]: 'c.d = 1' },
      marks: ['a.b = 1'],
    },
    {
      text: 'a.b = 1',
      path: '/usr/lib/sysctl.d/50-a.conf',
      files: { [dropIn]: '-> /dev/null' },
      marks: ['a.b = 1'],
    },
  ],
  passes: [{ text: 'a.b = 1', path: dropIn, files: { '/usr/lib/sysctl.d/50-a.conf': 'c.d = 1' } }, 'a.b = 1'],
});

describeDocumentRule(wrongExtension, {
  finds: [{ text: 'a.b = 1', path: '/etc/sysctl.d/50-a.conf.bak', marks: ['a.b = 1'] }],
  passes: [
    { text: 'a.b = 1', path: dropIn },
    { text: 'a.b = 1', path: '/home/me/notes.txt' },
    { text: 'a.b = 1', path: '/etc/sysctl.d/50-a.conf.j2' },
  ],
});

describeDocumentRule(dotFile, {
  finds: [{ text: 'a.b = 1', path: '/etc/sysctl.d/.50-a.conf', marks: ['a.b = 1'] }],
  passes: [{ text: 'a.b = 1', path: dropIn }, 'a.b = 1'],
});

describeDocumentRule(fileNameOrder, {
  finds: [
    { text: 'a.b = 1', path: '/etc/sysctl.d/100-a.conf', marks: ['a.b = 1'] },
    { text: 'a.b = 1', path: '/etc/sysctl.d/5-a.conf', marks: ['a.b = 1'] },
    { text: 'a.b = 1', path: '/etc/sysctl.d/90-Local.conf', marks: ['a.b = 1'] },
  ],
  passes: [
    { text: 'a.b = 1', path: dropIn },
    { text: 'a.b = 1', path: '/etc/sysctl.d/local.conf' },
    'a.b = 1',
  ],
});

describeDocumentRule(sysctlPInComment, {
  finds: [
    {
      text: '# run sysctl -p to apply',
      path: dropIn,
      marks: ['sysctl -p'],
      fixed: '# run sysctl --system to apply',
    },
    { text: '# then `sysctl -p`', path: dropIn, marks: ['sysctl -p'] },
  ],
  passes: [
    { text: '# sysctl -p /etc/sysctl.d/50-a.conf', path: dropIn },
    { text: '# sysctl -p', path: '/etc/sysctl.conf' },
    '# sysctl -p',
    { text: '# sysctl --system', path: dropIn },
  ],
});
