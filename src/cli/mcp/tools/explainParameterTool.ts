import { z } from 'zod';
import { describeKey } from '../../../core/language/describeKey.ts';
import { plainLine } from '../../../core/model/plainText.ts';
import { normalizeSysctlKey } from '../../../core/parse/sysctlKey.ts';
import { suggestion } from '../../../core/rules/parameter/unknownKey.ts';
import { written } from '../answer.ts';
import { guideUri } from '../guideResources.ts';
import { tool } from '../tool.ts';

export const explainParameterTool = tool({
  name: 'explain_parameter',
  title: 'Explain a Kernel Parameter',
  description:
    'What a kernel parameter does: its values, default, kernel versions, scope in containers, misconceptions about it, and sources.',
  shape: {
    key: z
      .string()
      .min(1)
      .max(200)
      .describe('The name, such as net.ipv4.tcp_tw_reuse or net/ipv4/tcp_tw_reuse.'),
  },
  hasPages: false,
  isOwnText: true,
  answer: ({ key }) => {
    const { dotted } = normalizeSysctlKey(key.trim());
    const about = describeKey(dotted, guideUri);
    if (about === undefined) {
      const meant = suggestion(dotted);
      throw new Error(
        `The field “key”: no kernel is known to have ${plainLine(dotted)}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
      );
    }
    return Promise.resolve(
      written(about.split('\n\n'), {
        head: `**${dotted}**`,
        unit: 'part',
        separator: '\n\n',
        narrower: 'Use a larger maxTokens.',
      }),
    );
  },
});
