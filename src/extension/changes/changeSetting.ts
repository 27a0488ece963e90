import { EventEmitter, workspace, type Disposable } from 'vscode';
import { settingIds } from '../ids.ts';
import type { Settings } from '../settings.ts';

/** Whether the user allows that hosts are changed: by the setting, and in a workspace that is trusted. */
export class ChangeSetting implements Disposable {
  readonly #settings: Pick<Settings, 'allowsHostChanges'>;
  readonly #changed = new EventEmitter<boolean>();
  readonly #subscriptions: readonly Disposable[];

  readonly onDidChange = this.#changed.event;

  constructor(settings: Pick<Settings, 'allowsHostChanges'>) {
    this.#settings = settings;
    const fire = (): void => {
      this.#changed.fire(this.isAllowed);
    };
    this.#subscriptions = [
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settingIds.allowHostChanges)) fire();
      }),
      workspace.onDidGrantWorkspaceTrust(fire),
    ];
  }

  get isAllowed(): boolean {
    return workspace.isTrusted && this.#settings.allowsHostChanges;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }
}
