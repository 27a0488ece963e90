import { env, l10n, window } from 'vscode';
import { countText } from '../../core/protocol/viewModels.ts';
import { takenRows, type RowSource } from './takenRows.ts';

/** "Copy Remote Endpoint" and "Copy Local Endpoint": address and port as programs take them, a line for each row. */
export function copyEndpointCommand(
  source: RowSource,
  end: 'local' | 'remote',
): (...values: unknown[]) => Promise<void> {
  return async (...values) => {
    const endpoints = takenRows(source, values).flatMap(({ rows }) => rows.flatMap((row) => row[end] ?? []));
    const [first] = endpoints;
    if (first === undefined) return;
    await env.clipboard.writeText(endpoints.join('\n'));
    const what = endpoints.length === 1 ? first : countText(endpoints.length, 'endpoint');
    window.setStatusBarMessage(l10n.t('Copied: {0}', what), 5000);
  };
}
