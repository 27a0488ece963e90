/** Modules that parameters need, as a text names them. */
const modules = ['br_netfilter', 'nf_conntrack'] as const;

/** Text in a file that lists modules which are loaded at boot, or in a setting that makes such a file. */
const listed =
  /modules-load|\/etc\/modules\b|\bkernelModules\b|\bkmod\b|^[ \t]*modules:|\bpersistent:\s*present\b/m;
const loader = /\bmodprobe\b/;
/** What asks for a module, or keeps it out. */
const loadsNone = /\b(?:grep|lsmod|modinfo|blacklist|rmmod)\b|\s(?:-r|--remove)\b/;
const comment = /(?:^|\s)(?:#|\/\/).*$/;

/**
 * The kernel modules that a script, a playbook or the configuration of a machine loads: `br_netfilter:boot` if at each boot,
 * `br_netfilter:now` if only when it runs; separated by blanks.
 */
export function modulesLoadedIn(text: string): string {
  return modules.flatMap((module) => loadedWhen(module, text) ?? []).join(' ');
}

function loadedWhen(module: string, text: string): string | undefined {
  if (!text.includes(module)) return undefined;
  const isListing = listed.test(text);
  const isLoader = loader.test(text);
  let isLoaded = false;
  // In a list, a here-document or a task the name stands alone on its line.
  const alone = new RegExp(`^\\s*(?:-\\s+)?(?:\\w+:\\s*)?["']?${module}["']?[,;\\]]?\\s*$`);
  for (const [line] of text.matchAll(new RegExp(`^.*\\b${module}\\b.*$`, 'gm'))) {
    const said = line.replace(comment, '');
    if (!said.includes(module) || loadsNone.test(said)) continue;
    const isAlone = alone.test(said);
    if (isAlone ? isListing : listed.test(said)) return `${module}:boot`;
    isLoaded ||= isAlone ? isLoader : loader.test(said);
  }
  return isLoaded ? `${module}:now` : undefined;
}
