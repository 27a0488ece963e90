import type { LanguagePlace } from '../service/language/languagePlace.ts';

/** Documents without a file of their own, or of an earlier version of one. */
const notFiles = ['untitled:', 'git:'];

/** A worker of a browser: there are open documents, and no machine. */
export const browserLanguagePlace: LanguagePlace = {
  /** Files are on a server, such as `vscode-vfs://github/owner/repository/…`: the path is what rules go by. */
  pathOf: (uri) => {
    try {
      const { protocol, pathname } = new URL(uri);
      return notFiles.includes(protocol) || !pathname.startsWith('/')
        ? undefined
        : decodeURIComponent(pathname);
    } catch {
      return undefined;
    }
  },
  uriOf: (path, beside) => {
    const uri = new URL(beside);
    uri.pathname = path;
    return uri.href;
  },
  textOf: () => Promise.resolve(undefined),
  isCreatableIn: () => Promise.resolve(false),
  readHost: () => undefined,
  /** A message to ourselves waits behind those that have arrived, and has no shortest time as a timer has. */
  nextTurn: () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(undefined);
    }),
  // The client shows the guide.
  guideFolder: '',
};
