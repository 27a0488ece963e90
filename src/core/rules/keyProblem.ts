import { keyFacts } from './keyFacts.ts';
import { isGlob, normalizeSysctlKey, type SysctlKey } from '../parse/sysctlKey.ts';

/** Why a key does not name a parameter, with the key that was probably meant. */
export interface KeyProblem {
  readonly kind:
    'slashComment' | 'command' | 'procSysPath' | 'upperCase' | 'mixedSeparators' | 'dottedInterface';
  readonly meant: string;
}

const slashComment = /^\/\/+\s*/;
const command = /^(?:sudo\s+)?sysctl\s+(?:-\S+\s+)*/;

/** Parts of a key with an interface name in the fourth: `net.ipv4.conf.eth0.rp_filter`. */
const perInterface = /^net\.ipv[46]\.(?:conf|neigh)\./;
const interfaceKeyParts = 5;

export function keyProblem(written: string, key: SysctlKey): KeyProblem | undefined {
  // Any other change could apply a setting that somebody meant to disable.
  if (slashComment.test(written)) return { kind: 'slashComment', meant: written.replace(slashComment, '# ') };
  if (command.test(written)) {
    const meant = written.replace(command, '').replace(/^["']/, '');
    return { kind: 'command', meant: normalizeSysctlKey(meant).dotted };
  }
  if (/^proc\/sys\//.test(key.path)) {
    return {
      kind: 'procSysPath',
      meant: normalizeSysctlKey(`/${key.path.slice('proc/sys/'.length)}`).dotted,
    };
  }
  if (isGlob(key.path) || keyFacts(key.dotted).isKnown) return undefined;
  const parts = key.dotted.split('.');
  if (perInterface.test(key.dotted) && parts.length > interfaceKeyParts) {
    const device = parts.slice(3, -1).join('/');
    return { kind: 'dottedInterface', meant: [...parts.slice(0, 3), device, parts.at(-1) ?? ''].join('.') };
  }
  const dots = key.dotted.replaceAll('/', '.');
  if (dots !== key.dotted && keyFacts(dots).isKnown) return { kind: 'mixedSeparators', meant: dots };
  const lower = dots.toLowerCase();
  if (lower !== dots && keyFacts(lower).isKnown) return { kind: 'upperCase', meant: lower };
  return undefined;
}
