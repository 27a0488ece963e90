import { parameterRule } from '../parameterRule.ts';

const key = 'net.core.somaxconn';

/**
 * The cap is applied when listen() is called.
 * Source: net/socket.c, __sys_listen_socket(); tested on 6.18.
 */
export const somaxconnNeedsRestart = parameterRule({
  id: 'somaxconn-needs-restart',
  about: 'A listening socket gets the new somaxconn only when its program calls listen() again.',
  section: 'somaxconn',
  severity: 'information',
  judge(view) {
    const limit = view.integer(key);
    const fallback = view.since('5.4') === false ? 128 : 4096;
    if (limit === undefined || limit <= fallback || !view.isSetInFile(key)) return undefined;
    if (view.input.isBeforeServices === true) return undefined;
    return {
      key,
      side: 'server',
      title: 'Running services use a higher somaxconn only after they call listen() again.',
      explanation: "The limit is applied when listen() is called, and the service's own backlog caps it too.",
      remedies: ['Restart the services, and raise their own backlog settings.'],
    };
  },
});
