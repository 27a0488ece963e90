// npm run soak [-- --sockets N --minutes N --inspections N --documents N --tabs N]: hours in minutes. A server follows a million
// sockets for ten minutes, then inspects 500 times and opens 300 documents; a window opens and closes 200 tabs of reports. Wants
// root, 8 GB and a machine without other work; ends with status 1 if something grows or takes too much.
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { buildBundles } from '../../scripts/lib/build.ts';
import { endOnSignals } from '../../scripts/lib/children.ts';
import { manyDocuments, manyInspections, type AgainFigures } from './again.ts';
import { faultsOf, faultsOfAgain } from './limits.ts';
import { underLoad } from './load.ts';
import { manyTabs } from './manyTabs.ts';

const { values } = parseArgs({
  options: {
    sockets: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: '10' },
    inspections: { type: 'string', default: '500' },
    documents: { type: 'string', default: '300' },
    tabs: { type: 'string', default: '200' },
  },
});

const say = (text: string): void => {
  console.log(text);
};
const load = (): string =>
  loadavg()
    .map((one) => one.toFixed(1))
    .join(' ');

function tell(what: string, { before, after }: AgainFigures): readonly string[] {
  const pair = (name: 'megabytes' | 'held' | 'handles' | 'descriptors'): string =>
    `${before[name].toFixed(0)} → ${after[name].toFixed(0)} ${name}`;
  say(`${what}: ${pair('megabytes')}, ${pair('held')}, ${pair('handles')}, ${pair('descriptors')}`);
  return faultsOfAgain(what, { before, after });
}

endOnSignals();
await buildBundles();
const faults: string[] = [];
say(`Load of the machine before: ${load()}`);
if (Number(values.minutes) > 0) {
  const figures = await underLoad({
    sockets: Number(values.sockets),
    workers: 2,
    seconds: Number(values.minutes) * 60,
    inspectEveryMs: 60_000,
    say,
  });
  say(JSON.stringify(figures, undefined, 2));
  say(`Load of the machine after: ${load()}`);
  faults.push(...faultsOf(figures));
}
if (Number(values.inspections) > 0)
  faults.push(
    ...tell(`${values.inspections} inspections`, await manyInspections(Number(values.inspections))),
  );
if (Number(values.documents) > 0)
  faults.push(...tell(`${values.documents} documents`, await manyDocuments(Number(values.documents))));
if (Number(values.tabs) > 0)
  faults.push(...tell(`${values.tabs} tabs of reports`, await manyTabs(Number(values.tabs))));
for (const fault of faults) say(`✘ ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
