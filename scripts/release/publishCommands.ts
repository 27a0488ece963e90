/**
 * What publishes the packages, in order. It can be run again where it broke off: what a marketplace has already is passed
 * over, and npm, which cannot do that, comes last.
 * @param vsix paths of the packages for VS Code, @param npm of the one for npm.
 */
export function publishCommands(
  isPreRelease: boolean,
  vsix: readonly string[],
  npm: string,
): readonly (readonly [string, ...string[]])[] {
  const options = ['--skip-duplicate', ...(isPreRelease ? ['--pre-release'] : []), '--packagePath', ...vsix];
  return [
    ['vsce', 'publish', ...options],
    ['ovsx', 'publish', ...options],
    ['npm', 'publish', ...(isPreRelease ? ['--tag', 'next'] : []), npm],
  ];
}
