import { window, type QuickPick, type QuickPickItem } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import { parseSshAddress } from '../../core/model/sshAddress.ts';
import type { HostList } from './hostList.ts';

interface Choice extends QuickPickItem {
  /** The host to add; absent if it cannot be added. */
  readonly name?: string;
}

/** Asks for a host over ssh: lists those in the user's configuration, and validates input while it is typed. */
export class SshHostBox {
  readonly #list: HostList;
  readonly #onFailure: (error: unknown) => void;
  readonly #box: QuickPick<Choice> = window.createQuickPick<Choice>();

  constructor(list: HostList, onFailure: (error: unknown) => void) {
    this.#list = list;
    this.#onFailure = onFailure;
    this.#box.title = 'Add SSH Host';
    this.#box.placeholder = 'Select a host from your ssh configuration, or type user@host:port';
    this.#box.matchOnDescription = true;
  }

  /** A name that can be passed to ssh; undefined if none was chosen. */
  async ask(): Promise<string | undefined> {
    const box = this.#box;
    try {
      return await new Promise((resolve) => {
        box.onDidChangeValue(() => {
          this.#draw();
        });
        box.onDidAccept(() => {
          const name = box.selectedItems[0]?.name;
          if (name !== undefined) resolve(name);
        });
        box.onDidHide(() => {
          resolve(undefined);
        });
        box.show();
        void this.#look();
      });
    } finally {
      box.dispose();
    }
  }

  /** The current hosts in the user's ssh configuration. */
  async #look(): Promise<void> {
    this.#box.busy = true;
    this.#draw();
    await this.#list.refresh().catch(this.#onFailure);
    this.#box.busy = false;
    this.#draw();
  }

  #draw(): void {
    const typed = this.#box.value.trim();
    const known = new Set(this.#list.hosts.map(({ label }) => label));
    const candidates = this.#list.candidates
      .filter(({ label }) => !known.has(label))
      .map(({ label, hostName }) => ({
        label,
        name: label,
        ...(hostName !== undefined && { description: hostName }),
      }));
    const isCandidate = candidates.some(({ name }) => name === typed);
    this.#box.items = [...(typed === '' || isCandidate ? [] : [typedChoice(typed, known)]), ...candidates];
  }
}

function typedChoice(typed: string, known: ReadonlySet<string>): Choice {
  const alwaysShow = true;
  if (known.has(typed)) return { label: `$(info) ${typed} is already in the list`, alwaysShow };
  const address = parseSshAddress(typed);
  if (!('problem' in address)) return { label: `$(add) Add ${typed}`, name: typed, alwaysShow };
  const { message, nextStep } = address.problem;
  return { label: `$(error) ${plainLabel(message)}`, detail: nextStep, alwaysShow };
}
