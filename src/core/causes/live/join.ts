import { formatEndpoint } from '../../model/endpoint.ts';
import type { Severity, Subject } from '../../model/finding.ts';
import { countText } from '../../model/numberText.ts';
import type { ProcessInfo, SocketOwners } from '../../model/processes.ts';
import { SeededSet } from '../../model/seededMap.ts';
import type { Confidence } from '../../model/site.ts';
import { toldDefinitions, type FoundSite } from '../cause.ts';
import { type ChainLink, type JudgedSite, patternAlone } from '../judgedSite.ts';
import {
  addressesOf,
  type DestinationMatch,
  matchDestination,
  type KnownNames,
  type Peer,
} from './destinationMatch.ts';
import { type CauseEvidence, holdersOf, listenersOf, sharesOf } from './evidence.ts';
import { evidenceText, watchedText } from './evidenceText.ts';
import type { ProcessClue } from './processClue.ts';
import { type ProcessTie, tieOf } from './processTie.ts';

export interface JoinInput {
  readonly sites: readonly FoundSite[];
  /** The folder that was scanned, absolute: paths of sites are relative to it. */
  readonly folder: string;
  readonly evidence: readonly CauseEvidence[];
  /** Processes of the network namespace that the sockets are of; none where the host is another. */
  readonly processes: readonly ProcessClue[];
  readonly owners: SocketOwners;
  readonly known: KnownNames;
}

/** A site, the evidence that speaks for it, and why. */
interface Candidate {
  readonly site: FoundSite;
  readonly evidence: CauseEvidence;
  readonly match?: DestinationMatch;
  readonly tie?: ProcessTie;
  readonly confidence: Confidence;
}

/**
 * Ties sites to sockets. Connections that the peer closes first hold no port here and never get this far; a site whose
 * destination is another one is never blamed for this one.
 */
export function join(input: JoinInput): readonly JudgedSite[] {
  const candidates = input.sites.map((site) => bestCandidate(site, input));
  return input.sites.flatMap((site, index): readonly JudgedSite[] => {
    const candidate = candidates[index];
    if (candidate === undefined)
      return site.needsEvidence === true ? [] : [patternAlone(site, input.known.definitions)];
    const rivals = candidates.filter(
      (other): other is Candidate =>
        other !== undefined &&
        other.evidence === candidate.evidence &&
        other.confidence === candidate.confidence &&
        isRival(other.site, site),
    );
    return [
      {
        site,
        confidence: candidate.confidence,
        severity: severityOf(candidate, rivals),
        chain: chainOf(candidate, rivals.length, sharesOf(candidate.evidence, input.owners)),
        ...toldDefinitions([
          ...(site.definitions ?? []),
          ...(input.known.definitions.get(candidate.match?.name ?? '') ?? []),
        ]),
        evidence: candidate.evidence,
        addresses: addressesOf(site, input.known),
        ...pidsOf(candidate, input),
      },
    ];
  });
}

/** A line that is right more often than not takes no blame from one that is: a test that names the same destination, say. */
function isRival(other: FoundSite, site: FoundSite): boolean {
  return site.needsEvidence === true || other.needsEvidence !== true;
}

const order: readonly Confidence[] = ['possible', 'likely', 'resolved', 'proved'];

function bestCandidate(site: FoundSite, input: JoinInput): Candidate | undefined {
  return input.evidence
    .flatMap((evidence) => candidateOf(site, evidence, input) ?? [])
    .toSorted((a, b) => order.indexOf(b.confidence) - order.indexOf(a.confidence))[0];
}

function candidateOf(site: FoundSite, evidence: CauseEvidence, input: JoinInput): Candidate | undefined {
  if (!site.symptoms.some((symptom) => evidence.symptoms.includes(symptom))) return undefined;
  const { subject } = evidence;
  const tie = tieFor(site, evidence, input);
  if (tie === 'another') return undefined;
  const match =
    subject.kind === 'destination'
      ? matchDestination(site, peerOf(subject, evidence, input), input.known, tie?.process)
      : undefined;
  // Resets are counted for the network namespace as a whole: only a process can lead from them to a line.
  if (match === undefined && subject.kind !== 'host' && site.destinations.length > 0) return undefined;
  const isStrong = match !== undefined && match.strength !== 'low';
  // Sockets that were accepted have no destination: there the process has to lead to the line.
  const isEnough = isStrong || (subject.kind === 'listener' && tie !== undefined);
  if (site.needsEvidence === true && !isEnough) return undefined;
  if (match === undefined && tie === undefined) return undefined;
  const confidence = confidenceOf(isStrong, tie, evidence);
  return { site, evidence, confidence, ...(match && { match }), ...(tie && { tie }) };
}

function peerOf(
  { remoteAddress, remotePort }: Extract<Subject, { readonly kind: 'destination' }>,
  evidence: CauseEvidence,
  { owners }: JoinInput,
): Peer {
  return { address: remoteAddress, port: remotePort, listeners: listenersOf(evidence, owners) };
}

/** An exact event names the process that connected: if it runs this file, nothing is left to guess. */
function confidenceOf(
  isStrong: boolean,
  tie: ProcessTie | undefined,
  { watched }: CauseEvidence,
): Confidence {
  if (tie === undefined) return isStrong ? 'likely' : 'possible';
  if (!isStrong) return 'likely';
  const isSeen = watched?.processes.some(({ pid, isExact }) => isExact && pid === tie.process.pid) === true;
  return isSeen ? 'proved' : 'resolved';
}

/** The process that leads to the file. `another`: the sockets are held by processes of which none does. */
function tieFor(
  site: FoundSite,
  evidence: CauseEvidence,
  input: JoinInput,
): ProcessTie | 'another' | undefined {
  const { folder, processes } = input;
  const holders = knownHolders(evidence, input);
  const pids = new SeededSet(holders?.map(({ pid }) => pid));
  const known = holders === undefined ? processes : processes.filter(({ pid }) => pids.has(pid));
  const tie = tieOf(`${folder}/${site.file}`, folder, site.language, known);
  if (tie !== undefined || holders === undefined) return tie;
  const unread = holders.filter(({ pid }) => isUnread(known.find((one) => one.pid === pid)));
  if (unread.length === 0) return 'another';
  // Workers that gave up root cannot be read, save for their name: the master of that name may be theirs.
  const master = /^(nginx|haproxy|apache|php)$/.test(site.language)
    ? tieOf(`${folder}/${site.file}`, folder, site.language, processes)
    : undefined;
  return unread.some(({ name }) => name === master?.process.name) ? master : undefined;
}

/** The process that runs the file, with the others of its name that hold such sockets, as workers do; else who holds them. */
function pidsOf({ evidence, tie }: Candidate, input: JoinInput): Pick<JudgedSite, 'pids'> {
  const holders = knownHolders(evidence, input) ?? [];
  const own = tie === undefined ? holders : holders.filter(({ name }) => name === tie.process.name);
  const pids = new SeededSet([...(tie === undefined ? [] : [tie.process.pid]), ...own.map(({ pid }) => pid)]);
  return pids.size === 0 ? {} : { pids: [...pids] };
}

function knownHolders(
  evidence: CauseEvidence,
  { owners, processes }: JoinInput,
): readonly ProcessInfo[] | undefined {
  return holdersOf(evidence, owners) ?? watchedHolders(evidence, processes);
}

/** Sockets in TIME_WAIT belong to no process, but a watch may have seen whose they were. Those that have ended lead nowhere. */
function watchedHolders(
  { watched }: CauseEvidence,
  processes: readonly ProcessClue[],
): readonly ProcessInfo[] | undefined {
  const pids = new SeededSet(watched?.processes.map(({ pid }) => pid));
  const found = processes.filter(({ pid }) => pids.has(pid));
  return found.length === 0 ? undefined : found;
}

function isUnread(clue: ProcessClue | undefined): boolean {
  return clue === undefined || (clue.cwd === undefined && clue.executable === undefined);
}

/** Of several lines that lead to one destination, none is blamed, unless a process leads to them. */
function severityOf(
  { site, confidence, match, evidence }: Candidate,
  rivals: readonly Candidate[],
): Severity {
  const shared = site.symptoms.filter((symptom) => evidence.symptoms.includes(symptom));
  // A reset holds no port.
  if (shared.every((symptom) => symptom === 'reset'))
    return confidence === 'possible' ? 'hint' : 'information';
  // A line that is right more often than not explains nothing beside one that is not.
  if (site.needsEvidence === true && rivals.some((other) => other.site.needsEvidence !== true))
    return confidence === 'possible' ? 'hint' : 'information';
  if (confidence === 'proved' || confidence === 'resolved') return 'warning';
  if (confidence !== 'likely') return 'hint';
  const isSole = rivals.length === 1 && evidence.subject.kind === 'destination';
  return isSole && (match?.strength === 'certain' || match?.strength === 'high') ? 'warning' : 'information';
}

function chainOf(
  { evidence, match, tie, confidence }: Candidate,
  rivals: number,
  shares: ReadonlyMap<number, number>,
): readonly ChainLink[] {
  const { subject } = evidence;
  const where =
    subject.kind === 'destination' ? formatEndpoint(subject.remoteAddress, subject.remotePort) : '';
  return [
    {
      says: evidenceText(evidence),
      restsOn:
        evidence.ports === undefined && evidence.watched !== undefined
          ? 'the connections that ended'
          : 'the sockets',
    },
    ...(evidence.watched === undefined
      ? []
      : [{ says: watchedText(evidence.watched), restsOn: 'the connections that were watched' }]),
    ...(match?.listener === undefined
      ? []
      : [
          {
            says: `${match.listener.name} (${String(match.listener.pid)}) listens on ${where}.`,
            restsOn: 'the listening socket that it holds',
          },
        ]),
    ...(match === undefined ? [] : [{ says: `This line connects to ${where}.`, restsOn: match.restsOn }]),
    ...(tie === undefined
      ? []
      : [{ says: `${tie.process.name} (${String(tie.process.pid)}) runs this file.`, restsOn: tie.restsOn }]),
    ...(confidence === 'proved' && tie !== undefined
      ? [
          {
            says: `${tie.process.name} (${String(tie.process.pid)}) opened such connections.`,
            restsOn: 'the trace of the kernel',
          },
        ]
      : []),
    ...shareLink(tie, shares),
    ...(rivals > 1
      ? [{ says: `It is one of ${String(rivals)} possible lines.`, restsOn: 'all of them match' }]
      : []),
  ];
}

/** Where several processes connect to one destination, how much of it is this one's. */
function shareLink(tie: ProcessTie | undefined, shares: ReadonlyMap<number, number>): readonly ChainLink[] {
  const mine = tie === undefined ? undefined : shares.get(tie.process.pid);
  if (tie === undefined || mine === undefined || shares.size < 2) return [];
  const all = [...shares.values()].reduce((sum, count) => sum + count, 0);
  return [
    {
      says: `${tie.process.name} (${String(tie.process.pid)}) holds ${String(mine)} of ${countText(all, 'socket')} that were looked up; ${countText(shares.size - 1, 'other process holds', 'other processes hold')} the rest.`,
      restsOn: 'the sockets that processes hold',
    },
  ];
}
