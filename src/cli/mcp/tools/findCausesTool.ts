import { z } from 'zod';
import { byPatternAlone, type JudgedSite } from '../../../core/causes/judgedSite.ts';
import { severities } from '../../../core/model/finding.ts';
import { countText } from '../../../core/model/numberText.ts';
import { ok, type Outcome } from '../../../core/model/outcome.ts';
import { packedGrammars } from '../../../host/grammars/packedGrammars.ts';
import { scanFolder } from '../../../host/sourceFiles/scanFolder.ts';
import { causesTotal, siteLines } from '../../causes/causesText.ts';
import { liveSites } from '../../causes/liveSites.ts';
import { isFolder } from '../../isFolder.ts';
import { written } from '../answer.ts';
import { guideUri } from '../guideResources.ts';
import { missingLines, problemError, tool } from '../tool.ts';

export const findCausesTool = tool({
  name: 'find_causes',
  title: 'Find the Lines That Use Up Connections',
  description:
    'Finds the lines of configuration (nginx, HAProxy, Apache, Envoy, Caddy, Traefik, Kubernetes probes) and source code (Go, Python, JavaScript, TypeScript, Java, PHP, C#, Rust, Ruby, C, C++, shell) in a folder that use up connections, and ties them to the sockets of the host. Answers with the lines, why, and what to write instead; those that the sockets speak for come first.',
  shape: {
    folder: z
      .string()
      .min(1)
      .max(4096)
      .describe('The folder with the source, absolute or relative to the folder of the server.'),
    live: z
      .boolean()
      .default(true)
      .describe('Whether to read the sockets of the host; false looks at the source only.'),
  },
  hasPages: true,
  answer: async ({ folder, live }, { place, folders, cancellation }) => {
    const path = await folders.resolve('folder', folder);
    if (!(await isFolder(path)))
      throw new Error('The field “folder” names no readable folder. Name the folder with the source.');
    // The bundle lies beside the grammars.
    const scan = await scanFolder(path, packedGrammars(__dirname), { cancellation });
    const outcome: Outcome<readonly JudgedSite[]> = live
      ? await liveSites(scan, path, place, { cancellation, dns: false })
      : ok(byPatternAlone(scan.workspace.sites(), scan.workspace.context.definitions));
    if (!('value' in outcome))
      throw new Error(
        `${problemError(outcome).message} To look at the source only, set the field “live” to false.`,
      );
    const sites = [...outcome.value].sort(
      (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
    );
    const proved = sites.filter(({ severity }) => severity === 'warning').length;
    const head = [
      `${countText(proved, 'line')} supported by the sockets of the host, ${countText(sites.length - proved, 'line')} by ${live ? 'weaker evidence' : 'the pattern alone'}.`,
      causesTotal({ sites, scan }),
      ...missingLines(outcome),
    ];
    return written(sites.map(siteText), {
      head: head.join('\n'),
      unit: 'line',
      separator: '\n\n',
      narrower: 'A folder further down has fewer.',
    });
  },
});

function siteText(judged: JudgedSite): string {
  return [...siteLines(judged, (_, text) => text), `    Guide: ${guideUri(judged.site.section)}`].join('\n');
}
