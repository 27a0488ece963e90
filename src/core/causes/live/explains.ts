import type { Evidence, Finding, Subject } from '../../model/finding.ts';
import type { Symptom } from '../cause.ts';
import type { JudgedSite } from '../judgedSite.ts';
import { plain } from './destinationMatch.ts';
import type { CauseEvidence } from './evidence.ts';

export type Explained = Pick<Finding, 'rule' | 'subject' | 'also' | 'sites'> & {
  readonly evidence?: readonly Pick<Evidence, 'key' | 'amount'>[];
};

/** What a line must leave in the sockets for a rule's findings to name it, and whose sockets they must be. */
interface Explains {
  /** Of both the line and its evidence, one of these. */
  readonly symptoms: readonly Symptom[];
  /** The evidence must have this one, too. */
  readonly needs?: Symptom;
  readonly isAbout: (finding: Explained, judged: JudgedSite, evidence: CauseEvidence) => boolean;
}

const holdingPorts: readonly Symptom[] = [
  'thrown-away',
  'asked-to-close',
  'small-pool',
  'hoard',
  'close-wait',
  'bind-first',
  'probe',
];
/** From this share on, a destination is what an address lacks ports for. */
const fullShare = 0.8;

/**
 * By rule. Other findings name no line: connections that wait for a peer may hold all ports of a destination, but no line is why it
 * does not answer.
 */
const explains: ReadonlyMap<string, Explains> = new Map<string, Explains>([
  ['ephemeral-port-exhaustion', { symptoms: holdingPorts, isAbout: isSame }],
  ['ephemeral-port-forecast', { symptoms: holdingPorts, isAbout: isSame }],
  ['own-port-range', { symptoms: holdingPorts, isAbout: isSame }],
  ['connect-without-port', { symptoms: holdingPorts, isAbout: isFullAddress }],
  ['connection-per-request', { symptoms: ['thrown-away', 'asked-to-close', 'small-pool'], isAbout: isSame }],
  ['probe-storm', { symptoms: ['probe'], isAbout: isSame }],
  ['bind-before-connect', { symptoms: ['bind-first'], isAbout: isOfNoOtherProgram }],
  // The idle timeout of a server makes CLOSE_WAIT of connections that are hoarded.
  [
    'close-wait-pile-up',
    {
      symptoms: ['close-wait', 'hoard'],
      needs: 'close-wait',
      isAbout: (finding, judged, evidence) =>
        finding.subject.kind === 'process' ? isOfProgram(finding, judged) : isSame(finding, judged, evidence),
    },
  ],
  ['file-limit', { symptoms: ['hoard', 'close-wait'], isAbout: holdsMostFiles }],
  ['connections-reset', { symptoms: ['reset'], isAbout: isResetHere }],
  ['resets-at-close', { symptoms: ['reset'], isAbout: isResetThere }],
]);

/** Whether a finding is about what a line leaves in the sockets. */
export function isExplainedBy(finding: Explained, judged: JudgedSite): boolean {
  const { site, evidence } = judged;
  const rule = explains.get(finding.rule);
  if (rule === undefined || evidence === undefined) return false;
  if (rule.needs !== undefined && !evidence.symptoms.includes(rule.needs)) return false;
  return (
    rule.symptoms.some((symptom) => site.symptoms.includes(symptom) && evidence.symptoms.includes(symptom)) &&
    rule.isAbout(finding, judged, evidence)
  );
}

/** "A holds 20,000 local ports" is not the doing of a line that B runs. */
function isOfNoOtherProgram(finding: Explained, judged: JudgedSite): boolean {
  return finding.subject.kind !== 'process' || judged.pids === undefined || isOfProgram(finding, judged);
}

function isOfProgram({ subject }: Explained, { pids = [] }: JudgedSite): boolean {
  return subject.kind === 'process' && subject.pids.some((pid) => pids.includes(pid));
}

/** The sockets of a destination may be those of several programs, so this is the most that the line can hold of the open files. */
function holdsMostFiles(finding: Explained, judged: JudgedSite, { counts }: CauseEvidence): boolean {
  const open = finding.evidence?.find(({ key }) => key === 'open-files')?.amount;
  if (open === undefined || !isOfProgram(finding, judged)) return false;
  return (counts.established + counts.closeWait) * 2 > open;
}

function isSame({ subject, also = [] }: Explained, _: JudgedSite, evidence: CauseEvidence): boolean {
  return [subject, ...also].some((one) => isSameSubject(one, evidence.subject));
}

function isSameSubject(subject: Subject, evidence: Subject): boolean {
  if (subject.kind === 'destination' && evidence.kind === 'destination')
    return (
      subject.remoteAddress === evidence.remoteAddress &&
      subject.remotePort === evidence.remotePort &&
      // A watch does not tell local addresses apart.
      (subject.localAddress === evidence.localAddress ||
        subject.localAddress === '*' ||
        evidence.localAddress === '*')
    );
  return subject.kind === 'listener' && evidence.kind === 'listener' && subject.port === evidence.port;
}

/** The kernel does not say for which port of a peer it had none: for one whose ports are in use. */
function isFullAddress({ subject }: Explained, _: JudgedSite, evidence: CauseEvidence): boolean {
  const { ports, subject: of } = evidence;
  if (subject.kind !== 'destination' || of.kind !== 'destination' || ports === undefined) return false;
  return subject.remoteAddress === of.remoteAddress && ports.used >= ports.usable * fullShare;
}

/** The counter is that of connections that this host reset although nothing was unread. */
function isResetHere({ evidence = [] }: Explained): boolean {
  return evidence.some(({ key }) => key === 'TcpExt.TCPAbortOnData');
}

/** A socket that was reset has lost the port of its peer, so resets are counted for the host: the line has to lead to the address. */
function isResetThere(finding: Explained, judged: JudgedSite, evidence: CauseEvidence): boolean {
  const { subject } = finding;
  if (isSame(finding, judged, evidence)) return true;
  return (
    subject.kind === 'destination' &&
    evidence.subject.kind === 'host' &&
    judged.addresses?.includes(plain(subject.remoteAddress)) === true
  );
}
