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
    label: 'State',
    name: 'state',
    explanation: 'TCP states, then destinations and listeners',
  },
  destination: {
    label: 'Destination',
    name: 'destination',
    explanation: 'Remote endpoints that this host connects to, with the share of local ports that each uses',
  },
  listener: {
    label: 'Listener',
    name: 'listener',
    explanation: 'Listening sockets, with their incoming connections',
  },
  process: {
    label: 'Process',
    name: 'process',
    explanation: 'Processes that hold the sockets; reads the file descriptors of all processes',
  },
  client: {
    label: 'Client',
    name: 'client',
    explanation: 'Remote addresses that connect to a listening port of this host',
  },
  age: {
    label: 'Age',
    name: 'age',
    explanation: 'How long ago the sockets in TIME_WAIT were closed',
  },
};

export const sortTexts: Readonly<Record<SortOrder, ShapeText>> = {
  count: {
    label: 'Count',
    name: 'count',
    explanation: 'Groups with the most sockets first; sockets in kernel order',
  },
  name: {
    label: 'Name',
    name: 'name',
    explanation: 'Groups and sockets by name; addresses and ports by number',
  },
  age: {
    label: 'Age',
    name: 'age',
    explanation: 'Most recently closed sockets in TIME_WAIT first',
  },
  remote: {
    label: 'Remote Address',
    name: 'remote address',
    explanation: 'Sockets by remote address and port',
  },
  queue: {
    label: 'Queue',
    name: 'queue',
    explanation: 'Sockets with the most waiting bytes or pending connections first',
  },
};
