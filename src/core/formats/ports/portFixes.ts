import { parsePortList, portListText, type PortRange } from '../../model/portRange.ts';
import type { ServicePort } from '../../model/servicePort.ts';
import type { TextRange } from '../../model/textRange.ts';
import { fixOf, type DocumentFix } from '../formatRule.ts';
import type { NewDropIn } from './newDropIn.ts';
import { rangeKey, reservedKey, type PortSetting } from './portSetting.ts';

/** Keeps outgoing connections away from a port: in the list of a file of the repository, in a new one beside its range, or in a new file. */
export function reservationFix(
  { ports, scope }: ServicePort,
  settings: readonly PortSetting[],
  newFile: NewDropIn | undefined,
): readonly DocumentFix[] {
  const list = settings.findLast(({ assignment }) => assignment.key.dotted === reservedKey);
  const range = settings.findLast(({ assignment }) => assignment.key.dotted === rangeKey);
  const title = `Reserve port ${portListText([ports])}`;
  const present = list === undefined ? [] : parsePortList(list.assignment.value.text);
  if (present === undefined) return [];
  const value = portListText([...present, ports]);
  const found = list ?? range;
  const edits = list?.assignment.setValue(value) ?? range?.assignment.addAfter(reservedKey, value);
  if (found !== undefined && edits !== undefined) {
    const { file } = found;
    const place = file === undefined ? '' : ` in ${file.slice(file.lastIndexOf('/') + 1)}`;
    return fixOf(`${title}${place}`, false, edits).map((fix) =>
      file === undefined ? fix : { ...fix, file },
    );
  }
  // Two lists of one host would be two opinions, and what reserves ports in an image is not its own file.
  if (list !== undefined || newFile === undefined || (scope !== 'host' && scope !== 'node')) return [];
  const start = { line: 0, column: 0 };
  const newText = `# Ports of services, which outgoing connections do not take.\n${reservedKey} = ${value}\n`;
  return fixOf(`${title} in a new file, ${newFile.shown}`, false, [
    { range: { start, end: start }, newText },
  ]).map((fix) => ({ ...fix, file: newFile.path, isNewFile: true }));
}

/** EXPOSE, and a port of a container on its host's network, only tell what the program does. */
function decides(kind: ServicePort['kind']): boolean {
  return kind !== 'exposed' && kind !== 'host-network';
}

const lowest = 1024;
const highest = 65_535;

/**
 * Takes another port with the same last three digits: the range is moved over as a whole, so that two ports stay two, and the two
 * families of addresses of one port are offered the same. Only if the line itself decides.
 */
export function otherPortFix(
  { kind, ports, range: place }: ServicePort,
  range: PortRange,
): readonly DocumentFix[] {
  const { low, high } = ports;
  if (!decides(kind) || low !== high) return [];
  const step = Math.ceil((range.high - range.low + 1) / 1000) * 1000;
  const other = [low - step, low + step].find((one) => one >= lowest && one <= highest);
  if (other === undefined) return [];
  return fixOf(`Use port ${other}`, false, [{ range: place, newText: String(other) }]).map((fix) => ({
    ...fix,
    takesPort: other,
  }));
}

/** A file as far as it matters to a fix that changes several of its lines. */
interface PortLines {
  readonly servicePorts: readonly ServicePort[];
  readonly lines: readonly { readonly text: string }[];
}

/**
 * A fix for a whole document, of which a rule may have seen only a piece; none if another service of it has the port. Lines of one
 * file with one port are one service, for two families of addresses or over several servers that share its socket. They move
 * together, or not at all: if one was left behind, its port would look like that of another service. So there is no fix if a
 * comment disables the problem of one of them, or datagrams have the port, too. Frontends of HAProxy share no socket, so lines of
 * it may be of different services. `isDisabled`: whether a comment disables it in a line.
 */
export function inAllLines(
  fix: DocumentFix,
  file: PortLines,
  isDisabled: (line: number) => boolean,
): readonly DocumentFix[] {
  const { takesPort: taken, edits, title } = fix;
  const { servicePorts: declared } = file;
  const [edit] = edits;
  if (taken === undefined || edit === undefined) return [fix];
  if (declared.some(({ ports: { low, high } }) => low <= taken && taken <= high)) return [];
  const own = declared.find(({ range }) => isSameRange(range, edit.range));
  if (own === undefined) return [fix];
  const same = declared.filter(
    ({ ports: { low, high }, kind, scope }) =>
      low === own.ports.low && high === own.ports.high && scope === own.scope && decides(kind),
  );
  const places = new Set(same.map(({ range }) => range.start.line));
  if (places.size > 1 && same.some(({ kind }) => kind === 'haproxy')) return [];
  if ([...places].some(isDisabled) || isOfDatagrams(own.ports.low, same, file)) return [];
  if (same.length < 2) return [fix];
  return [
    {
      ...fix,
      title: places.size > 1 ? `${title} in ${places.size} lines` : title,
      edits: same.map(({ range }) => ({ range, newText: edit.newText })),
    },
  ];
}

const datagrams = /udp|quic|ListenDatagram/i;
/** So many lines from the number of a port its protocol may stand, in a list of maps. */
const nearby = 2;
/** A file is asked about for each of its ports. */
const linesNearDatagrams = new WeakMap<PortLines, readonly number[]>();

function nearDatagrams(file: PortLines): readonly number[] {
  const known = linesNearDatagrams.get(file);
  if (known !== undefined) return known;
  const near = new Set<number>();
  for (const [line, { text }] of file.lines.entries())
    if (datagrams.test(text)) for (let at = line - nearby; at <= line + nearby; at++) near.add(at);
  const found = [...near];
  linesNearDatagrams.set(file, found);
  return found;
}

/** Whether a port seems to be one of datagrams, too, which are not among the declared ports. */
function isOfDatagrams(port: number, declared: readonly ServicePort[], file: PortLines): boolean {
  const number = new RegExp(`(?<!\\d)${port}(?!\\d)`, 'g');
  const own = new Map<number, number>();
  for (const { range } of declared) own.set(range.start.line, (own.get(range.start.line) ?? 0) + 1);
  return nearDatagrams(file).some((line) => {
    const { text = '' } = file.lines[line] ?? {};
    const count = text.match(number)?.length ?? 0;
    const known = own.get(line) ?? 0;
    return count > known && (known === 0 || datagrams.test(text));
  });
}

function isSameRange(a: TextRange, b: TextRange): boolean {
  return (
    a.start.line === b.start.line &&
    a.start.column === b.start.column &&
    a.end.line === b.end.line &&
    a.end.column === b.end.column
  );
}
