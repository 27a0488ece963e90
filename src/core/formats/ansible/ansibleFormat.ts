import { hashComments } from '../placedDocument.ts';
import { placedFormat } from '../placedFormat.ts';
import { ansibleNoUnset } from './ansibleNoUnset.ts';
import { yamlListItems } from '../yaml/yamlCutters.ts';
import { readAnsible } from './readAnsible.ts';
import { taskLists } from './taskLists.ts';

const rolePath =
  /(?:^|\/)(?:roles|playbooks?|tasks|handlers|group_vars|host_vars|vars|defaults|molecule|ansible[\w.-]*)\//;
const taskKeys =
  /^[ \t]*(?:- )?["']?(?:ansible\.(?:posix|builtin)\.\w+|hosts|tasks|become|gather_facts|sysctl|register|notify|when|with_\w+|pre_tasks|roles)["']?\s*:/m;

export const ansibleFormat = placedFormat({
  id: 'ansible',
  recognises: (text, path) =>
    /\.ya?ml(?:\.j2)?$/.test(path ?? '.yaml') &&
    // What a specification of arguments calls defaults describes those of the role and sets none (ansible-core 2.14).
    !/^["']?(?:apiVersion|services|argument_specs)["']?\s*:/m.test(text) &&
    (rolePath.test(path ?? '') || (/^[ \t]*- /m.test(text) && taskKeys.test(text))),
  read: readAnsible,
  cutter: yamlListItems(taskLists),
  comments: hashComments,
  rules: [ansibleNoUnset],
});
