/** Between the extension and the language features of the server process. */

/** Commands of the extension that code actions call. Each shows what it does; none runs anything as root. */
export const copyCommandId = 'socketDiagnostics.copyShellCommand';
/** Puts a command line into the terminal without running it. */
export const typeCommandId = 'socketDiagnostics.typeShellCommand';
export const saveDropInCommandId = 'socketDiagnostics.saveDropIn';

/** Checks a document, given by its URI, that ended the server process before. */
export const checkAgainCommandId = 'socketDiagnostics.checkFileAgain';

export interface SaveDropInArguments {
  readonly fileName: string;
  readonly text: string;
}

/** The section of the settings that the server asks the client for. */
export const settingsSection = 'socketDiagnostics';

/** Languages whose files may set kernel parameters. Their files keep their own language and other extensions their features. */
export const parameterLanguages: readonly string[] = [
  'yaml',
  'json',
  'jsonc',
  'helm',
  'dockercompose',
  'dockerfile',
  'shellscript',
  'ansible',
  'markdown',
  'toml',
  'ini',
  'properties',
  'systemd-unit-file',
  'nix',
  'terraform',
  'hcl',
  'puppet',
  'ruby',
  'sls',
  'nginx',
  'NGINX',
  'haproxy',
];

/** Files of the same kind that many editors know no language for. */
export const parameterFiles: readonly string[] = [
  '**/{Dockerfile,Containerfile,Vagrantfile}*',
  '**/*.{container,service,socket,bu,ign,nix,tf,tfvars,hcl,nomad,pp,sls,conflist,tpl,toml}',
  '**/{tuned,containers,crio,nginx}.conf',
  '**/{nginx,sites-available,sites-enabled,conf.d}/**',
  '**/haproxy*.cfg',
  '**/{user-data,user_data}*',
];
/** Whether lines of the workspace that use up connections are looked for. */
export const causesSetting = 'socketDiagnostics.causes';
