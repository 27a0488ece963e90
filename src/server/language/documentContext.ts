import { fileURLToPath, pathToFileURL } from 'node:url';
import type { LanguageSettings } from '../../core/language/languageSettings.ts';
import type { DiagnosisContext } from '../../core/language/sysctlDiagnostic.ts';
import { absolutePath, configPlace, type ConfigPlace } from '../../core/parse/configRoot.ts';
import type { FormatDocument } from '../../core/formats/fileFormat.ts';
import type { HostKnowledge } from './hostKnowledge.ts';

/** The location of a document; undefined if it is not a file of a configuration, such as an untitled or `git:` document. */
export function placeOf(uri: string): ConfigPlace | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return configPlace(fileURLToPath(uri));
  } catch {
    return undefined;
  }
}

/** The URI of a file under the root of a document. */
export function siblingUri(uri: string, path: string | undefined): string {
  const place = placeOf(uri);
  return path === undefined || place === undefined ? uri : pathToFileURL(absolutePath(place, path)).href;
}

/** What is known besides the text. Without trust, only open documents are read. */
export async function documentContext(
  uri: string,
  document: FormatDocument,
  settings: LanguageSettings,
  host: HostKnowledge | undefined,
): Promise<DiagnosisContext> {
  const { profile, containers, rules, targetKernel } = settings;
  const place = placeOf(uri);
  const kernel = typeof targetKernel === 'object' ? targetKernel : undefined;
  const fixed = { profile, containers, rules, ...(place && { path: place.path }), ...(kernel && { kernel }) };
  if (host === undefined) return fixed;
  const keys = document.assignments.map(({ key }) => key.dotted);
  const isForRunning = targetKernel === 'auto';
  return {
    ...fixed,
    ...(isForRunning && host.kernel && { kernel: host.kernel }),
    running: await host.running(keys),
    isForRunning,
    ...(place && { configuration: await host.configuration(place) }),
  };
}
