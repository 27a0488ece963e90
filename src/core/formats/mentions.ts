/** What every file that sets a kernel parameter holds in some way: a first look that costs little. */
export const mentions = /sysctl|proc\/sys|systemControls/i;

const roots = 'abi|crypto|debug|dev|fs|kernel|net|sunrpc|user|vm|fscache|xen';
const parameterName = new RegExp(`^(?:${roots})[./][\\w\\uE000?*-]+(?:[./][\\w\\uE000?*/:@-]+)*$`);

/** Whether a text could be the name of a kernel parameter, where other names stand, too. */
export function looksLikeParameter(text: string): boolean {
  return parameterName.test(text);
}
