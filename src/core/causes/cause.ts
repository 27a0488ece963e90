import type { GuideSectionId } from '../knowledge/guideSectionIds.ts';
import type { TextEdit, TextRange } from '../model/textRange.ts';
import type { SourceLanguage } from './sourceLanguage.ts';

/**
 * What the sockets look like where a cause is at work (what was seen with each is in the guide):
 *
 * - `thrown-away`: each exchange has a connection of its own, which our side closes: TIME_WAIT here.
 * - `asked-to-close`: the same, but the request says `Connection: close`, and who closes first is a race.
 * - `small-pool`: connections come and go beside a few idle ones that stay.
 * - `hoard`: idle connections in ESTABLISHED hold the ports.
 * - `close-wait`: the peer has closed and our side does not.
 * - `bind-first`: no local port is used for two destinations.
 * - `reset`: our side ends connections with a reset and leaves no TIME_WAIT.
 * - `probe`: connections without data.
 */
export type Symptom =
  'thrown-away' | 'asked-to-close' | 'small-pool' | 'hoard' | 'close-wait' | 'bind-first' | 'reset' | 'probe';

/** A change of text that ends the cause. All of its edits belong together: half of them can make things worse. */
export interface SiteFix {
  /** An imperative phrase. */
  readonly title: string;
  /** Nothing else changes its behaviour; otherwise the edit is to be looked at before it is made. */
  readonly isSafe: boolean;
  /** All in the file of the site, not overlapping. */
  readonly edits: readonly TextEdit[];
}

/** Where a destination gets its address, away from the line that connects to it. */
export interface Definition {
  readonly file: string;
  readonly range: TextRange;
  /** What is defined, for example `STOCK_URL` or `upstream app`; never a value. */
  readonly label: string;
}

/** More of them say nothing about one line. */
export const mostDefinitions = 10;

/** The places that define the destinations of a line, as far as they are told. */
export interface ToldDefinitions {
  readonly definitions: readonly Definition[];
  /** There are more than `mostDefinitions`. */
  readonly hasMoreDefinitions?: true;
}

/** The first `mostDefinitions` of all of them. */
export function toldDefinitions(all: readonly Definition[]): ToldDefinitions {
  if (all.length <= mostDefinitions) return { definitions: all };
  return { definitions: all.slice(0, mostDefinitions), hasMoreDefinitions: true };
}

/** Where context files define variables and services, by name. */
export type Definitions = ReadonlyMap<string, readonly Definition[]>;

/**
 * Of one cause, or of one file of source code. No file that people write has so many; in one that was made to be slow, what comes
 * after them is not looked for, which the last one says.
 */
export const mostSites = 1000;

/** A line that a cause has recognised, before anybody has looked at sockets. */
export interface FoundSite {
  readonly cause: CauseId;
  readonly file: string;
  readonly language: SourceLanguage;
  readonly range: TextRange;
  /** The text of the line where the range begins. */
  readonly text: string;
  /** One sentence: how this line comes to use up connections. */
  readonly mechanism: string;
  /** An imperative sentence where there is no edit, or what the edit does not do. */
  readonly advice: string;
  readonly section: GuideSectionId;
  readonly symptoms: readonly Symptom[];
  /** Where the connections lead, as written: `host:port` each; empty where the text does not say. */
  readonly destinations: readonly string[];
  /**
   * Where those destinations are defined, as far as the files of its own kind say. If there are very many, some are missing, but
   * never so many that the cut goes unnoticed.
   */
  readonly definitions?: readonly Definition[];
  /** Names of environment variables that its file reads. */
  readonly variables?: readonly string[];
  /** The pattern is right more often than not: it is shown only where sockets speak for it. */
  readonly needsEvidence?: true;
  /** There are more than `mostSites`: those after this one were not looked for. */
  readonly endsSearch?: true;
  readonly fix?: SiteFix;
}

/** The sites with a note on the last that they are not all. */
export function endingSearch<T extends object>(sites: readonly T[]): readonly (T & { endsSearch?: true })[] {
  return sites.map((site, at) => (at === sites.length - 1 ? { ...site, endsSearch: true as const } : site));
}

/** The ids of all causes, stable for ever: settings, reports and comments refer to them. */
export const causeIds = [
  'nginx-no-upstream',
  'nginx-half-keepalive',
  'nginx-header-lost',
  'nginx-connection-close',
  'nginx-keepalive-size',
  'nginx-variable',
  'nginx-fastcgi-tcp',
  'haproxy-close',
  'haproxy-reuse',
  'haproxy-tcp',
  'haproxy-source',
  'apache-disablereuse',
  'apache-rewrite-p',
  'apache-match',
  'caddy-keepalive',
  'traefik-idle',
  'envoy-close',
  'socket-proxyd',
  'probe',
  'go-transport-per-call',
  'go-body-unread',
  'go-body-unclosed',
  'go-idle-2',
  'go-disable',
  'py-module-call',
  'py-client-per-call',
  'py-stream',
  'py-db',
  'js-agent-off',
  'js-agent-per-call',
  'js-unread',
  'js-db',
  'java-client-per-call',
  'java-disconnect',
  'php-connect',
  'php-curl',
  'php-pool',
  'cs-new-httpclient',
  'rs-reqwest',
  'rb-net-http',
  'c-curl',
  'db-per-call',
  'grpc-channel-per-call',
  'body-unclosed',
  'c-bind-first',
  'c-linger0',
  'keep-alive-off',
  'unclosed',
  'sh-curl-loop',
  'sh-load',
] as const;

export type CauseId = (typeof causeIds)[number];
