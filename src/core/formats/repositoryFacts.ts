import { normalPath } from '../model/pathText.ts';
import type { DeclaredPorts } from '../model/servicePort.ts';
import type { ComposeService } from './compose/serviceName.ts';
import { allowedSysctlsIn } from './kubernetes/allowedSysctls.ts';
import { newDropIn, type NewDropIn } from './ports/newDropIn.ts';
import type { PortSetting } from './ports/portSetting.ts';

/** What files of a repository say by which its other files are judged. */
export interface RepositoryFacts {
  readonly portSettings: readonly PortSetting[];
  /** Files that mention the list of reserved ports without a list that is known, as a template does. */
  readonly unknownLists: readonly string[];
  /** Names of parameters that a kubelet allows in pods, and where it is told to. */
  readonly allowedSysctls: readonly AllowedSysctl[];
  /** Services of Compose files, as far as they bear on those of other files. */
  readonly composeServices: readonly ComposeService[];
  /** The drop-in files of sysctl. */
  readonly dropIns: readonly string[];
  /** The folders whose files these are. */
  readonly folders: readonly string[];
  /** A new drop-in file for what one file needs; absent if it is in none of the folders. */
  readonly newDropIn?: NewDropIn;
}

export interface AllowedSysctl {
  /** With dots; a `*` at the end stands for any rest. */
  readonly pattern: string;
  /** Absent for the document itself. */
  readonly file?: string;
}

export const noFacts: RepositoryFacts = {
  portSettings: [],
  unknownLists: [],
  allowedSysctls: [],
  composeServices: [],
  dropIns: [],
  folders: [],
};

/** Of all files but one. */
export function factsWithout(file: string, facts: RepositoryFacts): RepositoryFacts {
  const path = normalPath(file);
  return {
    ...facts,
    portSettings: facts.portSettings.filter((one) => one.file !== file),
    unknownLists: facts.unknownLists.filter((one) => one !== file),
    allowedSysctls: facts.allowedSysctls.filter((one) => one.file !== file),
    composeServices: facts.composeServices.filter((one) => one.file !== path),
  };
}

/** What the other files say for one of them. */
export function factsFor(file: string, facts: RepositoryFacts): RepositoryFacts {
  const made = newDropIn(file, facts.dropIns, facts.folders);
  return {
    ...factsWithout(file, facts),
    // Those of others may lead back to it over its own, and one list has one index for all files.
    composeServices: facts.composeServices,
    ...(made && { newDropIn: made }),
  };
}

/** The last answer for each: with other facts, everything is judged again. */
const withOwn = new WeakMap<RepositoryFacts, RepositoryFacts>();

/** The facts with what a text itself allows: one file can hold a pod and the configuration of its kubelet. */
export function withOwnList(text: string, facts: RepositoryFacts = noFacts): RepositoryFacts {
  const own = allowedSysctlsIn(text);
  if (own.length === 0) return facts;
  const joined = joinedFacts([{ ...noFacts, allowedSysctls: own.map((pattern) => ({ pattern })) }, facts]);
  const before = withOwn.get(facts);
  if (before !== undefined && areSameFacts(before, joined)) return before;
  withOwn.set(facts, joined);
  return joined;
}

export function joinedFacts(all: readonly RepositoryFacts[]): RepositoryFacts {
  const newDropIn = all.find((one) => one.newDropIn !== undefined)?.newDropIn;
  return {
    portSettings: all.flatMap((one) => one.portSettings),
    unknownLists: all.flatMap(({ unknownLists }) => unknownLists),
    allowedSysctls: all.flatMap(({ allowedSysctls }) => allowedSysctls),
    composeServices: all.flatMap(({ composeServices }) => composeServices),
    dropIns: all.flatMap(({ dropIns }) => dropIns),
    folders: all.flatMap(({ folders }) => folders),
    ...(newDropIn !== undefined && { newDropIn }),
  };
}

/** Whether two say the same to rules; of port settings, only if they are of the same reading. */
export function areSameFacts(one: RepositoryFacts, other: RepositoryFacts): boolean {
  return (
    one.newDropIn?.path === other.newDropIn?.path &&
    one.newDropIn?.shown === other.newDropIn?.shown &&
    one.unknownLists.length === other.unknownLists.length &&
    one.unknownLists.every((file, index) => file === other.unknownLists[index]) &&
    one.portSettings.length === other.portSettings.length &&
    one.allowedSysctls.length === other.allowedSysctls.length &&
    one.portSettings.every(({ file, text, assignment }, index) => {
      const same = other.portSettings[index];
      return same?.assignment === assignment && same.file === file && same.text === text;
    }) &&
    one.composeServices.length === other.composeServices.length &&
    one.composeServices.every((service, index) => {
      const same = other.composeServices[index];
      return service === same || JSON.stringify(service) === JSON.stringify(same);
    }) &&
    one.allowedSysctls.every(({ pattern, file }, index) => {
      const same = other.allowedSysctls[index];
      return same?.pattern === pattern && same.file === file;
    })
  );
}

/** What the files below some folders say that other files and the sockets of this host are compared with. */
export interface Repository extends DeclaredPorts {
  readonly facts: RepositoryFacts;
}
