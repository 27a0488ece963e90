import { stat } from 'node:fs/promises';
import { inRepository } from '../../scripts/lib/paths.ts';
import { packVsix, vsixOf } from '../../scripts/package/pack.ts';
import { targets } from '../../scripts/package/targets.ts';
import { budgets } from './budgets.ts';
import { row, type Budget, type Row } from './row.ts';

async function size(name: string, path: string, budget: Budget): Promise<Row> {
  const { size: bytes } = await stat(path);
  return row({ name, unit: 'kB', medians: { size: bytes / 1000 } }, budget);
}

export async function measureSizes(): Promise<readonly Row[]> {
  const rows = [
    await size('what activation loads', inRepository('dist/extension.js'), budgets.activationKilobytes),
    await size(
      'language client, loaded on first need',
      inRepository('dist/client.js'),
      budgets.clientKilobytes,
    ),
  ];
  for (const target of targets) {
    await packVsix(target);
    rows.push(await size(`VSIX for ${target.name}`, vsixOf(target), budgets.vsixKilobytes));
  }
  return rows;
}
