import { z } from 'zod';
import { inspectSaved } from '../../../core/inspect/inspect.ts';
import { compareReports } from '../../../core/report/comparison/compareReports.ts';
import { comparisonParts } from '../../../core/report/comparison/comparisonMarkdown.ts';
import type { Report } from '../../../core/report/report.ts';
import { inspectPlace } from '../../../host/inspectPlace.ts';
import { readSnapshotFile } from '../../../host/snapshotFile.ts';
import { written } from '../answer.ts';
import { problemError, tool, type ToolCall } from '../tool.ts';

const path = z.string().min(1).max(4096);

export const compareTool = tool({
  name: 'compare',
  title: 'Compare Two Snapshots, or One with Now',
  description:
    'Compares two snapshots that were saved with “inspect --save”, or one with the host as it is now: figures, findings that are new or gone, destinations, listeners and kernel parameters that differ. For one host, the older one comes first.',
  shape: {
    before: path.describe('The path of a snapshot, absolute or relative to the folder of the server.'),
    after: path.optional().describe('The path of another snapshot. Left out: the host now.'),
  },
  hasPages: true,
  answer: async ({ before, after }, call) => {
    const one = await openReport('before', before, call);
    const other = after === undefined ? await reportNow(call) : await openReport('after', after, call);
    return written(comparisonParts(compareReports(one, other)), {
      head: '',
      unit: 'part',
      separator: '\n\n',
      narrower: 'For one side alone, start a server with --open FILE and call inspect.',
    });
  },
});

async function openReport(field: string, named: string, { folders }: ToolCall): Promise<Report> {
  const real = await folders.resolve(field, named);
  const saved = await readSnapshotFile(real);
  if (!('value' in saved)) throw new Error(`The field “${field}”: ${problemError(saved).message}`);
  return inspectSaved(saved.value, real).report;
}

async function reportNow({ place, cancellation }: ToolCall): Promise<Report> {
  const { report } = await inspectPlace(place, {
    choice: 'auto',
    cancellation,
    now: Date.now,
    onProgress: () => undefined,
  });
  return report;
}
