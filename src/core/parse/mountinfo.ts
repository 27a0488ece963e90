/** A mount of a process, from `/proc/PID/mountinfo` (Documentation/filesystems/proc.rst, 3.5). */
export interface Mount {
  /** `major:minor` of the file system. */
  readonly device: string;
  /** The folder of the file system that is mounted. */
  readonly root: string;
  readonly mountPoint: string;
  /** Of the file system, for example `ext4`. */
  readonly type: string;
}

/** The mounts in their order; lines that are none are left out. */
export function parseMountinfo(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    // The optional fields before the hyphen differ in number.
    const [fields = '', rest = ''] = line.split(' - ');
    const [, , device, root, mountPoint] = fields.split(' ');
    const [type = ''] = rest.split(' ');
    return device === undefined || root === undefined || mountPoint === undefined
      ? []
      : [{ device, root: plain(root), mountPoint: plain(mountPoint), type }];
  });
}

/** Blanks and backslashes are written as octal numbers. */
function plain(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8)));
}
