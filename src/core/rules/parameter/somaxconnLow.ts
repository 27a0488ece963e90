import { removeFix, parameterRule } from '../parameterRule.ts';

const key = 'net.core.somaxconn';

/**
 * The default is 4096 since Linux 5.4, 128 before.
 * Source: include/linux/socket.h, SOMAXCONN, of 5.3 and 5.4.
 */
export const somaxconnLow = parameterRule({
  id: 'somaxconn-low',
  about:
    'The value of somaxconn is below the default of the kernel and caps the accept queue of every listening socket.',
  section: 'somaxconn',
  severity: 'warning',
  judge(view) {
    const limit = view.integer(key);
    const fallback = view.since('5.4') === false ? 128 : 4096;
    if (limit === undefined || limit < 0 || limit >= fallback) return undefined;
    return {
      key,
      side: 'server',
      title: `somaxconn = ${limit} is below the kernel's default${fallback === 4096 ? ' since Linux 5.4' : ''}, ${fallback}.`,
      explanation:
        'It caps the accept queue of every listening socket, regardless of the backlog that the service requests.',
      remedies: [
        'Remove the line, or use a higher value. A listening socket keeps its limit until the program calls listen() again, so restart the program.',
      ],
      fixes: [removeFix(key, false)],
    };
  },
});
