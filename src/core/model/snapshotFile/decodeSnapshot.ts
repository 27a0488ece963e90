import type { ConfiguredParameters, ConfiguredValue } from '../configuredParameters.ts';
import type { Counters, CounterReadings } from '../counters.ts';
import type { HostFacts } from '../hostFacts.ts';
import { parseKernelVersion } from '../kernelVersion.ts';
import { failure, ok, type Failure, type Outcome, type Problem } from '../outcome.ts';
import type { Parameters, ParameterValue } from '../parameters.ts';
import type { NatPorts } from '../natPorts.ts';
import type { UdpSocket } from '../udpSocket.ts';
import type { ProcessInfo, SocketOwners } from '../processes.ts';
import { SeededMap } from '../seededMap.ts';
import { collectorChoices, collectorIds, type CollectorAttempt, type Snapshot } from '../snapshot.ts';
import { decodeTable } from './decodeTable.ts';
import { decodeWatched } from './decodeWatched.ts';
import { isBoundedJson, mostMembers } from './jsonBounds.ts';
import { InvalidShape, JsonShape } from './jsonShape.ts';
import { snapshotSchema, snapshotVersion, type SavedSnapshot } from './savedSnapshot.ts';

const mostProblems = 10_000;
const longestValue = 1 << 20;

/**
 * Reads the output of `encodeSnapshot`. The file is hostile: an invalid file is rejected as a whole, with the
 * position of the error. Codes: `snapshot-invalid`, `snapshot-newer`.
 */
export function decodeSnapshot(text: string): Outcome<SavedSnapshot> {
  if (!isBoundedJson(text)) return invalid('it contains more than any snapshot');
  try {
    const root = new JsonShape(JSON.parse(text), '');
    root.field('schema').oneOf([snapshotSchema]);
    const version = root.field('version').integer(1, Number.MAX_SAFE_INTEGER);
    return version > snapshotVersion ? newer(version) : ok(decode(root));
  } catch (error) {
    if (error instanceof InvalidShape) return invalid(error.message);
    if (error instanceof SyntaxError) return invalid('it is not valid JSON');
    throw error;
  }
}

function decode(root: JsonShape): SavedSnapshot {
  const collector = root.field('collector');
  const processes = root.field('processes');
  const configuration = root.field('configuration');
  const connections = root.field('connections');
  const isEntered = root.field('isEntered');
  const snapshot: Snapshot = {
    takenAt: time(root.field('takenAt')),
    elapsedMs: root.field('elapsedMs').number(),
    hostLabel: root.field('hostLabel').text(),
    ...(!isEntered.isAbsent && isEntered.boolean() && { wayIn: [] }),
    facts: outcome(root.field('facts'), facts),
    collector: collector.isAbsent ? undefined : collector.oneOf(collectorIds),
    ...lookedAgain(root.field('lookedAgainAfterMs')),
    ...udp(root.field('udp')),
    ...nat(root.field('nat')),
    attempts: root.field('attempts').items(mostProblems).map(attempt),
    sockets: outcome(root.field('sockets'), decodeTable),
    counters: outcome(root.field('counters'), readings),
    parameters: outcome(root.field('parameters'), parameters),
    ...(!connections.isAbsent && { connections: outcome(connections, decodeWatched) }),
    configuration: configuration.isAbsent ? notSaved : outcome(configuration, configuredParameters),
  };
  return {
    snapshot,
    requested: root.field('requested').oneOf(collectorChoices),
    owners: processes.isAbsent ? undefined : outcome(processes, owners),
  };
}

/** For a snapshot that was saved before this section existed. */
const notSaved = failure(
  'unavailable',
  'not-saved',
  'This snapshot does not contain the values set in configuration files.',
  'Take a new snapshot.',
);

function time(shape: JsonShape): number {
  const at = Date.parse(shape.text(40));
  return Number.isNaN(at) ? shape.fail('a time') : at;
}

function attempt(shape: JsonShape): CollectorAttempt {
  return {
    collector: shape.field('collector').oneOf(collectorIds),
    reason: shape.field('reason').text(),
  };
}

function outcome<T>(shape: JsonShape, decodeValue: (shape: JsonShape) => T): Outcome<T> {
  const kind = shape.field('kind').oneOf(['ok', 'partial', 'denied', 'unavailable', 'failed']);
  switch (kind) {
    case 'ok':
      return ok(decodeValue(shape.field('value')));
    case 'partial': {
      const problems = shape.field('problems').items(mostProblems).map(problem);
      return { kind, value: decodeValue(shape.field('value')), problems };
    }
    case 'denied':
    case 'unavailable':
    case 'failed':
      return { kind, problem: problem(shape.field('problem')) };
  }
}

function problem(shape: JsonShape): Problem {
  const subject = shape.field('subject');
  return {
    code: shape.field('code').text(100),
    message: shape.field('message').text(),
    nextStep: shape.field('nextStep').text(),
    ...(!subject.isAbsent && { subject: subject.text() }),
  };
}

function facts(shape: JsonShape): HostFacts {
  const kernelRelease = shape.field('kernelRelease').text();
  const user = shape.field('effectiveUser');
  const namespace = shape.field('networkNamespace');
  const boot = shape.field('bootId');
  return {
    platform: shape.field('platform').text(),
    hostname: shape.field('hostname').text(),
    kernelRelease,
    kernel: parseKernelVersion(kernelRelease),
    byteOrder: shape.field('byteOrder').oneOf(['little', 'big']),
    effectiveUser: user.isAbsent ? undefined : user.integer(0, 0xffffffff),
    networkNamespace: namespace.isAbsent ? undefined : namespace.text(),
    ...(!boot.isAbsent && { bootId: boot.text(100) }),
  };
}

function readings(shape: JsonShape): CounterReadings {
  const current = counters(shape.field('current'));
  const previous = shape.field('previous');
  if (previous.isAbsent) return { current };
  const secondsEarlier = previous.field('secondsEarlier').number();
  return { current, previous: { counters: counters(previous.field('counters')), secondsEarlier } };
}

function counters(shape: JsonShape): Counters {
  return new Map(shape.entries(mostMembers).map(([name, value]) => [name, value.number()]));
}

function parameters(shape: JsonShape): Parameters {
  return new Map(
    shape
      .entries(mostMembers)
      .map(([key, value]): [string, ParameterValue] => [
        key,
        { value: value.text(longestValue), origin: { kind: 'running' } },
      ]),
  );
}

function configuredParameters(shape: JsonShape): ConfiguredParameters {
  return {
    values: new Map(
      shape
        .field('values')
        .entries(mostMembers)
        .map(([key, value]) => [key, configuredValue(value)]),
    ),
    tool: shape.field('tool').oneOf(['systemd-sysctl', 'procps']),
    appliesHere: shape.field('appliesHere').boolean(),
    canBeOpened: false,
  };
}

function configuredValue(shape: JsonShape): ConfiguredValue {
  return {
    value: shape.field('value').text(longestValue),
    path: shape.field('path').text(),
    line: shape.field('line').integer(1, Number.MAX_SAFE_INTEGER),
  };
}

function owners(shape: JsonShape): SocketOwners {
  return new SeededMap(
    shape.items(Number.MAX_SAFE_INTEGER).map((entry) => [
      entry.field('inode').integer(0, 0xffffffff),
      entry
        .field('processes')
        .items(Number.MAX_SAFE_INTEGER)
        .map((process) => ({
          pid: process.field('pid').integer(0, 0xffffffff),
          name: process.field('name').text(),
          ...condition(process.field('condition')),
        })),
    ]),
  );
}

function udp(shape: JsonShape): { udp?: readonly UdpSocket[] } {
  if (shape.isAbsent) return {};
  const number = (field: JsonShape): number => field.integer(0, Number.MAX_SAFE_INTEGER);
  return {
    udp: shape.items(Number.MAX_SAFE_INTEGER).map((row) => ({
      localAddress: row.field('localAddress').text(),
      localPort: number(row.field('localPort')),
      remoteAddress: row.field('remoteAddress').text(),
      remotePort: number(row.field('remotePort')),
      receiveQueue: number(row.field('receiveQueue')),
      inode: number(row.field('inode')),
      drops: number(row.field('drops')),
    })),
  };
}

/** A bare list in snapshots that were saved before it was an outcome. */
function nat(shape: JsonShape): Pick<Snapshot, 'nat'> {
  if (shape.isAbsent) return {};
  return { nat: shape.isList ? ok(natPorts(shape)) : outcome(shape, natPorts) };
}

function natPorts(shape: JsonShape): readonly NatPorts[] {
  return shape.items(mostProblems).map((row) => ({
    protocol: row.field('protocol').oneOf(['tcp', 'udp']),
    translatedAddress: row.field('translatedAddress').text(100),
    remoteAddress: row.field('remoteAddress').text(100),
    remotePort: row.field('remotePort').integer(0, 65_535),
    used: row.field('used').integer(1, Number.MAX_SAFE_INTEGER),
    low: row.field('low').integer(0, 65_535),
    high: row.field('high').integer(0, 65_535),
  }));
}

function lookedAgain(shape: JsonShape): { lookedAgainAfterMs?: number } {
  return shape.isAbsent ? {} : { lookedAgainAfterMs: shape.integer(0, Number.MAX_SAFE_INTEGER) };
}

function condition(shape: JsonShape): Pick<ProcessInfo, 'condition'> {
  if (shape.isAbsent) return {};
  const fileLimit = shape.field('fileLimit');
  return {
    condition: {
      openFiles: shape.field('openFiles').integer(0, Number.MAX_SAFE_INTEGER),
      ...(!fileLimit.isAbsent && { fileLimit: fileLimit.integer(0, Number.MAX_SAFE_INTEGER) }),
      isStopped: shape.field('isStopped').boolean(),
    },
  };
}

function invalid(what: string): Failure {
  return failure(
    'failed',
    'snapshot-invalid',
    `This file is not a valid snapshot: ${what}.`,
    'Choose a file that was written by “Save Snapshot” or “inspect --save”.',
  );
}

function newer(version: number): Failure {
  return failure(
    'failed',
    'snapshot-newer',
    `This snapshot has version ${String(version)}, but only versions up to ${String(snapshotVersion)} can be read.`,
    'Update Socket Diagnostics.',
  );
}
