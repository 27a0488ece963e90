import { fileURLToPath, pathToFileURL } from 'node:url';
import type { LanguageSettings } from '../../core/language/languageSettings.ts';
import type { DiagnosisContext } from '../../core/language/sysctlDiagnostic.ts';
import { absolutePath, configPlace, type ConfigPlace } from '../../core/parse/configRoot.ts';
import type { FormatDocument } from '../../core/formats/fileFormat.ts';
import { localPath } from './documentPath.ts';
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

/** Whether a file is where the programs of this host read their configuration. */
function isOfThisHost(uri: string): boolean {
  return /^\/(?:etc|run|usr\/lib|usr\/local\/etc)\//.test(localPath(uri) ?? '');
}

/** What is known besides the text. Without trust, only open documents are read. */
export async function documentContext(
  uri: string,
  document: FormatDocument,
  settings: LanguageSettings,
  host: HostKnowledge | undefined,
): Promise<DiagnosisContext> {
  const { profile, containers, rules, targetKernel, kubernetesMinor } = settings;
  const kernel = typeof targetKernel === 'object' ? targetKernel : undefined;
  const fixed = {
    profile,
    containers,
    rules,
    ...(kernel && { kernel }),
    ...(kubernetesMinor !== undefined && { kubernetesMinor }),
  };
  const keys = document.assignments.map(({ key }) => key.dotted);
  // Manifests and scripts of a workspace run anywhere: what this host has is shown beside them, and says nothing about them.
  if (document.fileSet === undefined) {
    if (host === undefined) return fixed;
    return { ...fixed, running: await host.running(keys), isForRunning: isOfThisHost(uri) };
  }
  const place = placeOf(uri);
  const placed = { ...fixed, ...(place && { path: place.path }) };
  if (host === undefined) return placed;
  const isForRunning = targetKernel === 'auto';
  return {
    ...placed,
    ...(isForRunning && host.kernel && { kernel: host.kernel }),
    running: await host.running(keys),
    isForRunning,
    ...(place && { configuration: await host.configuration(place) }),
  };
}
