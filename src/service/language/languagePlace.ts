import type { FormatDocument } from '../../core/formats/fileFormat.ts';
import type { KernelVersion } from '../../core/model/kernelVersion.ts';
import type { Parameters } from '../../core/model/parameters.ts';
import type { ConfigPlace } from '../../core/parse/configRoot.ts';
import type { Configuration } from '../../core/rules/fileSet.ts';

/** What the language server needs of where it runs: the server process, or a worker of a browser. */
export interface LanguagePlace {
  /** The path of a file, with forward slashes; undefined for any other document. */
  pathOf(uri: string): string | undefined;
  /** The URI of a file that is kept where the one with the URI `beside` is. */
  uriOf(path: string, beside: string): string;
  /** The text of a file; undefined if it cannot be read. */
  textOf(path: string): Promise<string | undefined>;
  /** Whether a new file can be written there: nothing has its path, and no link leads out of the folders. */
  isCreatableIn(path: string, folders: readonly string[]): Promise<boolean>;
  /**
   * What is known about this machine. Called when that is permitted; undefined if there is no machine to read. `changed` is
   * called when something was read that is not as it was before.
   */
  readHost(changed: () => void): HostKnowledge | undefined;
  /** Waits until messages that have arrived are seen. */
  nextTurn(): Promise<void>;
  /** The folder of the packaged guide as a URI that ends in a slash, for clients that show no guide themselves. */
  readonly guideFolder: string;
}

/** `known`: whatever was read before is good enough, as for a key press, which changes nothing but the text. */
export type Freshness = 'fresh' | 'known';

/** A document whose keys are looked up. */
export type KeySource = Pick<FormatDocument, 'keys' | 'assignments'>;

/** Information about the machine of the server. */
export interface HostKnowledge {
  readonly kernel: KernelVersion | undefined;
  /** The keys in the catalogue and those of the document. */
  running(document: KeySource, wanted: Freshness): Promise<Parameters>;
  configuration(place: ConfigPlace, wanted: Freshness): Promise<Configuration>;
  /** After a file was saved: everything is read again. */
  forgetFiles(): void;
}
