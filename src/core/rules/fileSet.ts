import type { SysctlTool } from '../model/configuredParameters.ts';
import type { ConfigFile } from '../parse/configFile.ts';
import { dropInOrder, type DropInOrder } from '../parse/dropInOrder.ts';
import { assignmentsOf, effectiveWrites, winners, type FileAssignment } from '../parse/effectiveWrites.ts';
import { parseSysctlConf } from '../parse/sysctlConf.ts';
import type { SysctlDocument } from '../parse/sysctlLine.ts';

/** How one tool reads all configuration files under a root. */
export interface ToolView {
  readonly order: DropInOrder;
  /** The assignments that reach the kernel, in order. */
  readonly writes: readonly FileAssignment[];
  /** The last assignment of each key, by its path under /proc/sys. */
  readonly winners: ReadonlyMap<string, FileAssignment>;
}

/** Versions of the tools that will read the file. */
export interface ToolVersions {
  readonly systemd?: number;
  /** The first number of `4.0.2`. */
  readonly procps?: number;
}

/** The files on disk under one root. */
export interface Configuration {
  /** Whether it is the root of the running host rather than a folder kept for another host. */
  readonly isHost: boolean;
  /** Unresolved; may include an older version of an open document. */
  readonly files: readonly ConfigFile[];
  /** Modules loaded before the files are read. */
  readonly modulesAtBoot: ReadonlySet<string>;
  readonly tools: ToolVersions;
}

/** The configuration files under one root. */
export interface FileSet {
  /** Whether they belong to the running host rather than to a folder kept for another host. */
  readonly isHost: boolean;
  readonly tools: Readonly<Record<SysctlTool, ToolView>>;
}

/** The files on disk are the same at each keystroke in a document beside them. */
const parsedFiles = new WeakMap<readonly ConfigFile[], Map<string, readonly FileAssignment[]>>();

/** `open` is a document whose text may be newer than the file on disk. */
export function fileSetOf(
  files: readonly ConfigFile[],
  isHost: boolean,
  open?: { readonly path: string; readonly document: SysctlDocument; readonly text: string },
): FileSet {
  const current: readonly ConfigFile[] =
    open === undefined
      ? files
      : [
          ...files.filter((file) => file.path !== open.path),
          { path: open.path, content: { kind: 'text', text: open.text } },
        ];
  const parsed = parsedFiles.get(files) ?? new Map<string, readonly FileAssignment[]>();
  parsedFiles.set(files, parsed);
  const own = open && assignmentsOf(open.document, open.path);
  const read = (path: string, text: string): readonly FileAssignment[] => {
    if (own !== undefined && path === open?.path) return own;
    const known = parsed.get(path) ?? assignmentsOf(parseSysctlConf(text), path);
    parsed.set(path, known);
    return known;
  };
  const view = (tool: SysctlTool): ToolView => {
    const order = dropInOrder(current, tool, open?.path);
    const assignments = order.read.flatMap((file) => read(file.realPath, file.text));
    return { order, writes: effectiveWrites(assignments, tool), winners: winners(assignments) };
  };
  return { isHost, tools: { 'systemd-sysctl': view('systemd-sysctl'), procps: view('procps') } };
}
