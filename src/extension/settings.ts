import { EventEmitter, workspace, type Disposable } from 'vscode';
import type { CollectorChoice } from '../core/model/snapshot.ts';
import { settingIds } from './ids.ts';

/** A setting of less is a mistake: nobody reads figures that change faster. */
const shortestIntervalMs = 500;

/** The settings that the extension itself obeys, as they are at the moment. */
export class Settings implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #subscription = workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('socketDiagnostics')) this.#changed.fire();
  });

  readonly onDidChange = this.#changed.event;

  get collector(): CollectorChoice {
    return workspace.getConfiguration().get<CollectorChoice>(settingIds.collector, 'auto');
  }

  /** 0: not followed. */
  get liveIntervalMs(): number {
    return intervalMs(settingIds.liveInterval, 2);
  }

  /** 0: inspected only when asked. */
  get refreshIntervalMs(): number {
    return intervalMs(settingIds.refreshInterval, 0);
  }

  get hasStatusBar(): boolean {
    return workspace.getConfiguration().get<boolean>(settingIds.statusBar, true);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

/** What is set in seconds. A value by hand can be anything. */
function intervalMs(id: string, otherwise: number): number {
  const seconds = workspace.getConfiguration().get<unknown>(id);
  const milliseconds = (typeof seconds === 'number' ? seconds : otherwise) * 1000;
  return milliseconds > 0 ? Math.max(milliseconds, shortestIntervalMs) : 0;
}
