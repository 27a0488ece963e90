import type { LanguageSettings } from '../../core/language/languageSettings.ts';
import type { DiagnosisContext } from '../../core/language/sysctlDiagnostic.ts';
import { absolutePath, configPlace, type ConfigPlace } from '../../core/parse/configRoot.ts';
import type { FormatDocument } from '../../core/formats/fileFormat.ts';
import type { Freshness, HostKnowledge, LanguagePlace } from './languagePlace.ts';

/** The location of a document; undefined if it is not a file of a configuration, such as an untitled or `git:` document. */
export function placeOf({ pathOf }: Pick<LanguagePlace, 'pathOf'>, uri: string): ConfigPlace | undefined {
  const path = pathOf(uri);
  return path === undefined ? undefined : configPlace(path);
}

/** The URI of a file under the root of a document. */
export function siblingUri(where: LanguagePlace, uri: string, path: string | undefined): string {
  const place = placeOf(where, uri);
  return path === undefined || place === undefined ? uri : where.uriOf(absolutePath(place, path), uri);
}

/** Whether a file is where the programs of this host read their configuration. */
function isOfThisHost(path: string | undefined): boolean {
  return /^\/(?:etc|run|usr\/lib|usr\/local\/etc)\//.test(path ?? '');
}

/** What is known besides the text. Without trust, only open documents are read. */
export async function documentContext(
  where: LanguagePlace,
  uri: string,
  document: FormatDocument,
  settings: LanguageSettings,
  host: HostKnowledge | undefined,
  wanted: Freshness,
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
  // Manifests and scripts of a workspace run anywhere: what this host has is shown beside them, and says nothing about them.
  if (document.fileSet === undefined) {
    if (host === undefined) return fixed;
    return {
      ...fixed,
      running: await host.running(document, wanted),
      isForRunning: isOfThisHost(where.pathOf(uri)),
    };
  }
  const place = placeOf(where, uri);
  const placed = { ...fixed, ...(place && { path: place.path }) };
  if (host === undefined) return placed;
  const isForRunning = targetKernel === 'auto';
  return {
    ...placed,
    ...(isForRunning && host.kernel && { kernel: host.kernel }),
    running: await host.running(document, wanted),
    isForRunning,
    ...(place && { configuration: await host.configuration(place, wanted) }),
  };
}
