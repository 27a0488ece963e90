import type { FileFormat } from '../fileFormat.ts';
import { SysctlConfDocument } from './sysctlConfDocument.ts';
import { sysctlConfRules } from './sysctlConfRules.ts';

/** sysctl.conf(5) and sysctl.d(5): one parameter per line. */
export const sysctlConfFormat: FileFormat = {
  id: 'sysctl.conf',
  recognises: (_text, path) => path !== undefined && sysctlPath.test(path),
  read: (text) => SysctlConfDocument.read(sysctlConfFormat, sysctlConfRules, text),
  rules: sysctlConfRules,
};

/** Files of the drop-in directories, wherever a repository keeps them, and others that are named after sysctl. */
const sysctlPath = /(?:^|\/)(?:sysctl\.d\/[^/]+|[^/]*sysctl[^/]*)\.conf$/;
