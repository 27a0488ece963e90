import type { WhyUnreadable } from '../../../parse/configFile.ts';
import {
  compareBytes,
  dropInDirectories,
  mainConfigFile,
  type DropInOrder,
} from '../../../parse/dropInOrder.ts';
import { baseName } from '../../../model/pathText.ts';
import { contentRange } from '../../../rules/textEdit.ts';
import type { SysctlConfRule } from '../sysctlConfRule.ts';

type Cause = WhyUnreadable | 'denied';

const reasons: Readonly<Record<Cause, string>> = {
  denied: 'you do not have permission to read what is there',
  outside: 'links that lead out of the configuration are not followed',
  tooLarge: 'what is larger than any real configuration, alone or with the other files, is not read',
};

const mostNamed = 3;

/** A file that a tool reads later may override any line, and was not read here: without a word, nothing would seem to. */
export const otherFilesNotRead: SysctlConfRule = {
  id: 'other-files-not-read',
  about:
    'Files that are applied after this one could not be read, so that it is not known whether they set the same parameters to other values.',
  section: 'sysctl-precedence',
  severity: 'information',
  check: ({ document, files, path }) => {
    if (files === undefined || path === undefined) return [];
    if (!document.lines.some(({ kind }) => kind === 'assignment')) return [];
    const { 'systemd-sysctl': systemd, procps } = files.tools;
    const causes = new Map([...unreadAfter(systemd.order, path), ...unreadAfter(procps.order, path)]);
    return [...new Set(causes.values())].map((cause) => {
      const paths = [...causes].filter(([, its]) => its === cause).map(([file]) => file);
      return {
        range: contentRange(document, 0),
        message: `Whether lines of this file are overridden in ${named(paths)} is not known: ${reasons[cause]}.`,
      };
    });
  },
};

/** What was not read of the files that are read after one. */
function unreadAfter({ read, notRead }: DropInOrder, path: string): readonly (readonly [string, Cause])[] {
  const own = read.findLast(({ realPath }) => realPath === path)?.path;
  if (own === undefined || own === mainConfigFile) return [];
  return notRead.flatMap((file) =>
    file.why === 'unreadable' && mayFollow(own, file.path) ? [[file.path, file.cause ?? 'denied']] : [],
  );
}

/** The names in a folder that was not read are not known. */
function mayFollow(own: string, other: string): boolean {
  if (other === mainConfigFile || dropInDirectories.includes(other)) return true;
  return compareBytes(baseName(own), baseName(other)) < 0;
}

function named(paths: readonly string[]): string {
  const more = paths.length - mostNamed;
  const first = paths.slice(0, mostNamed).join(', ');
  return more > 0 ? `${first} and ${String(more)} more` : first;
}
