import type { FormatDocument } from '../../core/formats/fileFormat.ts';
import { factsFor, type RepositoryFacts } from '../../core/formats/repositoryFacts.ts';
import { sysctlConfFormat } from '../../core/formats/sysctlConf/sysctlConfFormat.ts';
import { diagnose } from '../../core/language/diagnose.ts';
import { targetKernelOf } from '../../core/language/languageSettings.ts';
import { parseKernelVersion, type KernelVersion } from '../../core/model/kernelVersion.ts';
import type { LintOptions } from './lintArguments.ts';
import type { LintedFile } from './lintResult.ts';
import type { LintTarget } from './lintTargets.ts';

type FileTarget = LintTarget & { readonly kind: 'file' };

/** A file with what its format has read. */
export interface ReadTarget {
  readonly target: FileTarget;
  readonly document: FormatDocument;
}

/**
 * What the rules say about a file.
 *
 * @param facts of all files that are checked together
 * @param kernelRelease as `uname -r` prints it: the target kernel `auto` means this one
 */
export function lintFile(
  { target, document }: ReadTarget,
  options: Pick<LintOptions, 'targetKernel' | 'profile' | 'containers' | 'rules' | 'kubernetesMinor'>,
  kernelRelease: string,
  facts: RepositoryFacts,
): LintedFile {
  const wanted = targetKernelOf(options.targetKernel);
  const kernel =
    wanted === 'auto' ? kernelHere(target, kernelRelease) : wanted === 'unknown' ? undefined : wanted;
  const diagnostics = diagnose(document, {
    profile: options.profile,
    containers: options.containers,
    rules: options.rules,
    repository: factsFor(target.file, facts),
    ...(options.kubernetesMinor !== undefined && { kubernetesMinor: options.kubernetesMinor }),
    ...(kernel && { kernel }),
    ...(target.path !== undefined && { path: target.path }),
    ...(target.configuration && { configuration: target.configuration }),
  });
  return { file: target.file, diagnostics };
}

/** Manifests and scripts run anywhere: the kernel of this machine says nothing about them. */
function kernelHere({ format }: FileTarget, kernelRelease: string): KernelVersion | undefined {
  return format === sysctlConfFormat ? parseKernelVersion(kernelRelease) : undefined;
}
