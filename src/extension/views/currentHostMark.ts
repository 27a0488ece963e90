import { Disposable, EventEmitter, Uri, window, FileDecoration, type FileDecorationProvider } from 'vscode';
import type { Inspections } from '../inspection/inspections.ts';

const scheme = 'socket-diagnostics-host';

/** The URI by which VS Code decorates a host's row. */
export function hostUri(host: string): Uri {
  return Uri.from({ scheme, path: `/${host}` });
}

/** Marks the row of the current host at its right edge, where long text cannot hide the mark. */
export class CurrentHostMark implements FileDecorationProvider, Disposable {
  readonly #inspections: Inspections;
  readonly #changed = new EventEmitter<Uri | Uri[]>();
  readonly #subscriptions: Disposable;
  #marked: string;

  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(inspections: Inspections) {
    this.#inspections = inspections;
    this.#marked = inspections.current.host;
    this.#subscriptions = Disposable.from(
      this.#changed,
      inspections.onDidChangeCurrent(({ host }) => {
        if (host === this.#marked) return;
        const before = this.#marked;
        this.#marked = host;
        this.#changed.fire([hostUri(before), hostUri(host)]);
      }),
      window.registerFileDecorationProvider(this),
    );
  }

  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    if (uri.scheme !== scheme || uri.path !== hostUri(this.#inspections.current.host).path) return undefined;
    return new FileDecoration('●', 'Current host');
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
