import { EventEmitter, workspace, type Disposable } from 'vscode';
import { settingIds } from '../ids.ts';
import type { Settings } from '../settings.ts';

/** Whether the user allows changes to hosts: the setting is on and the workspace is trusted. */
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
