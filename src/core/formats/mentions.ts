import { parameterMentions, portMentions } from '../model/parameterMentions.ts';

export { parameterMentions as mentions } from '../model/parameterMentions.ts';

/** Whether a text may set parameters: a ConfigMap may have the lines of a drop-in file, whose folder only its mount names. */
export function maySetSome(text: string): boolean {
  return parameterMentions.test(text) || (/\bConfigMap\b/.test(text) && hasParameterLine(text));
}

/** The same, or declare ports that parameters are compared with. */
export function isRelevant(text: string): boolean {
  return maySetSome(text) || portMentions.test(text);
}

const roots = 'abi|crypto|debug|dev|fs|kernel|net|sunrpc|user|vm|fscache|xen';
const parameterName = new RegExp(`^(?:${roots})[./][\\w\\uE000?*-]+(?:[./][\\w\\uE000?*/:@-]+)*$`);

/** Whether a line begins as those of sysctl.conf do, with a name as parameters have them. */
export function hasParameterLine(text: string): boolean {
  return new RegExp(`^[ \\t]*(?:-[ \\t]*)?(?:${roots})[./][\\w*]`, 'm').test(text);
}

/** Whether a text could be the name of a kernel parameter, where other names stand, too. */
export function looksLikeParameter(text: string): boolean {
  return parameterName.test(text);
}
