/** A text, and the texts that a hand made of it one after the other. */
export interface PieceCase {
  /** Of the format. */
  readonly id: string;
  readonly texts: readonly string[];
}

/** What random edits once found to be read otherwise in pieces than as a whole, each by what caused it. */
export const pieceCases: Readonly<Record<string, PieceCase>> = {
  'a value without a character at the end of a piece': {
    id: 'compose',
    texts: [
      'services:\n  a:\n    sysctls:\n      net.core.somaxconn: 1\n',
      'services:\n  a:\n    sysctls:\n      net.core.somaxconn: |\n  b:\n    image: a\n',
    ],
  },
  'the end of a document that another one follows': {
    id: 'ansible',
    texts: [
      '- hosts: all\n  tasks:\n    - sysctl: { name: net.core.somaxconn, value: 1 }\n',
      '- hosts: all\n  tasks:\n...\n- hosts: all\n  tasks:\n    - sysctl: { name: net.core.somaxconn, value: 1 }\n',
      '- hosts: all\n  tasks:\n...\n    - debug: msg=a\n- hosts: all\n  tasks:\n    - sysctl: { name: net.core.somaxconn, value: 1 }\n',
    ],
  },
  'a backslash at the end of a command': {
    id: 'salt',
    texts: [
      'a:\n  cmd.run:\n    - name: sysctl -w vm.swappiness=1\n',
      'a:\n  cmd.run:\n    - name: sysctl -w vm.swappiness=\\\nb:\n  sysctl.present:\n    - value: 1\n',
    ],
  },
  'a backslash before a section, which joins lines only for systemd': {
    id: 'tuned',
    texts: [
      '[main]\n[sysctl]\nnet.core.wmem_max=1\n[vm]\nnet.core.somaxconn=1\n',
      '[main]\n[sysctl]\nnet.core.wmem_max=1\\\n[vm]\nnet.core.somaxconn=1\n',
    ],
  },
  'one port in two blocks': {
    id: 'haproxy',
    texts: [
      'frontend a\n  bind :40000\n',
      'frontend a\n  bind :40000\nfrontend b\n  bind :40000\n  bind :11000\n',
    ],
  },
  'an expression of a template over several lines': {
    id: 'salt',
    texts: [
      'a:\n  b: 1\n',
      '{%a\nsysctl:\n  net.core.wmem_max: 1\n{% for a in b %}\n- a\nnet.core.somaxconn:\n  sysctl.present:\n    - value: 1\n',
      'a:\n  b: 1\nsysctl:\n  net.core.wmem_max: 1\n',
    ],
  },
  'an opening of a template before all that was one expression': {
    id: 'tuned',
    texts: [
      '[main]\nsummary=a\n\n[sysctl]\nnet.core.rmem_max={{ a }}\nnet.core.somaxconn=1\n',
      '{{[main]\nsummary=a\n\n[sysctl]\nnet.core.rmem_max={{ a }}\nnet.core.somaxconn=1\n',
      '{[main]\nsummary=a\n\n[sysctl]\nnet.core.rmem_max={{ a }}\nnet.core.somaxconn=1\n',
    ],
  },
};
