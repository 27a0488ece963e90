import type { SysctlTool } from '../model/configuredParameters.ts';
import type { ConfigFile } from '../parse/configFile.ts';
import { dropInOrder, type DropInOrder } from '../parse/dropInOrder.ts';
import { assignmentsOf, effectiveWrites, winners, type FileAssignment } from '../parse/effectiveWrites.ts';
import { parseSysctlConf } from '../parse/sysctlConf.ts';
import type { SysctlDocument } from '../parse/sysctlLine.ts';

/** What one tool makes of all configuration files of a root. */
export interface ToolView {
  readonly order: DropInOrder;
  /** What reaches the kernel, in order. */
  readonly writes: readonly FileAssignment[];
  /** The last assignment of every key, by its path below /proc/sys. */
  readonly winners: ReadonlyMap<string, FileAssignment>;
}

/** Of the tools that will read the file. */
export interface ToolVersions {
  readonly systemd?: number;
  /** The first number of `4.0.2`. */
  readonly procps?: number;
}

/** What one root holds on disk. */
export interface Configuration {
  /** It is that of the running host, not of a folder that is kept for another. */
  readonly isHost: boolean;
  /** Unresolved; the file of an open document may be among them, older. */
  readonly files: readonly ConfigFile[];
  /** Loaded before the files are read. */
  readonly modulesAtBoot: ReadonlySet<string>;
  readonly tools: ToolVersions;
}

/** The configuration files below one root. */
export interface FileSet {
  /** They are those of the running host, not of a folder that is kept for another. */
  readonly isHost: boolean;
  readonly tools: Readonly<Record<SysctlTool, ToolView>>;
}

/** `open` is a document whose text may be newer than the file's. */
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
  const parsed = new Map<string, readonly FileAssignment[]>();
  if (open !== undefined) parsed.set(open.path, assignmentsOf(open.document, open.path));
  const read = (path: string, text: string): readonly FileAssignment[] => {
    const known = parsed.get(path) ?? assignmentsOf(parseSysctlConf(text), path);
    parsed.set(path, known);
    return known;
  };
  const view = (tool: SysctlTool): ToolView => {
    const order = dropInOrder(current, tool);
    const assignments = order.read.flatMap((file) => read(file.realPath, file.text));
    return { order, writes: effectiveWrites(assignments, tool), winners: winners(assignments) };
  };
  return { isHost, tools: { 'systemd-sysctl': view('systemd-sysctl'), procps: view('procps') } };
}
