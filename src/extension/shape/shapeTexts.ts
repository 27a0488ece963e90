import { l10n } from 'vscode';
import type { Grouping, SortOrder } from '../../core/model/treeShape.ts';

interface ShapeText {
  /** The label in a list of choices. */
  readonly label: string;
  /** In a sentence: "grouped by …", "sorted by …". */
  readonly name: string;
  readonly explanation: string;
}

export const groupingTexts: Readonly<Record<Grouping, ShapeText>> = {
  state: {
    label: l10n.t('State'),
    name: l10n.t('state'),
    explanation: l10n.t('TCP states, then destinations and listeners'),
  },
  destination: {
    label: l10n.t('Destination'),
    name: l10n.t('destination'),
    explanation: l10n.t(
      'Remote endpoints that this host connects to, with the share of local ports that each uses',
    ),
  },
  listener: {
    label: l10n.t('Listener'),
    name: l10n.t('listener'),
    explanation: l10n.t('Listening sockets, with their incoming connections'),
  },
  process: {
    label: l10n.t('Process'),
    name: l10n.t('process'),
    explanation: l10n.t('Processes that hold the sockets; reads the file descriptors of all processes'),
  },
  client: {
    label: l10n.t('Client'),
    name: l10n.t('client'),
    explanation: l10n.t('Remote addresses that connect to a listening port of this host'),
  },
  age: {
    label: l10n.t('Age'),
    name: l10n.t('age'),
    explanation: l10n.t('How long ago the sockets in TIME_WAIT were closed'),
  },
};

export const sortTexts: Readonly<Record<SortOrder, ShapeText>> = {
  count: {
    label: l10n.t('Count'),
    name: l10n.t('count'),
    explanation: l10n.t('Groups with the most sockets first; sockets in kernel order'),
  },
  name: {
    label: l10n.t('Name'),
    name: l10n.t('name'),
    explanation: l10n.t('Groups and sockets by name; addresses and ports by number'),
  },
  age: {
    label: l10n.t('Age'),
    name: l10n.t('age'),
    explanation: l10n.t('Most recently closed sockets in TIME_WAIT first'),
  },
  remote: {
    label: l10n.t('Remote Address'),
    name: l10n.t('remote address'),
    explanation: l10n.t('Sockets by remote address and port'),
  },
  queue: {
    label: l10n.t('Queue'),
    name: l10n.t('queue'),
    explanation: l10n.t('Sockets with the most waiting bytes or pending connections first'),
  },
};
