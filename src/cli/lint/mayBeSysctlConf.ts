import { hasParameterLine, mentions } from '../../core/formats/mentions.ts';
import { isKnownKey } from '../../core/knowledge/knownKeys.ts';
import { normalizeSysctlKey } from '../../core/parse/sysctlKey.ts';
import { nearestKey } from '../../core/rules/parameter/unknownKey.ts';

/** A line of sysctl.conf that is neither blank nor a comment. */
const contentLines = /^[^\S\n]*([^\s#;].*)/gm;

/** What could be the name of a parameter: two words or more. */
const dottedNames = /(?<![\w*-])[\w*-]+(?:[./][\w*:@-]+)+/g;

/** A file with so many different names that are none of a parameter is no file of sysctl with slips in it. */
const mostNames = 1000;

/**
 * Whether a file that is named may be one of sysctl: it mentions parameters, names one or nearly one where it is no comment, or
 * has nothing but comments.
 */
export function mayBeSysctlConf(text: string): boolean {
  if (mentions.test(text) || hasParameterLine(text)) return true;
  const others = new Set<string>();
  let isBlank = true;
  for (const [line] of text.matchAll(contentLines)) {
    isBlank = false;
    for (const [name] of line.matchAll(dottedNames)) {
      if (others.has(name)) continue;
      const { dotted } = normalizeSysctlKey(name);
      if (isKnownKey(dotted) || nearestKey(dotted) !== undefined) return true;
      others.add(name);
      if (others.size > mostNames) return false;
    }
  }
  return isBlank;
}
