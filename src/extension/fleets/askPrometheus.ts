import { window } from 'vscode';
import { problemsOf, valueOf } from '../../core/model/outcome.ts';
import { plainLabel } from '../../core/model/plainText.ts';
import { parsePrometheusAddress, type PrometheusAddress } from '../../core/model/prometheusAddress.ts';

/** Asks for the address, and says what is wrong with it while it is typed. Undefined if none was given. */
export async function askAddress(): Promise<PrometheusAddress | undefined> {
  const typed = await window.showInputBox({
    title: 'Add Prometheus',
    prompt: 'The address of a Prometheus that scrapes socket-diagnostics exporter or node_exporter',
    placeHolder: 'https://prometheus.example:9090',
    ignoreFocusOut: true,
    validateInput: (text) => {
      const [problem] = problemsOf(parsePrometheusAddress(text));
      return text.trim() === '' || problem === undefined
        ? undefined
        : plainLabel(`${problem.message} ${problem.nextStep}`);
    },
  });
  return typed === undefined ? undefined : valueOf(parsePrometheusAddress(typed));
}

/** Asks for the token; empty if Prometheus wants none, undefined if the question was dismissed. */
export async function askToken({ label }: PrometheusAddress): Promise<string | undefined> {
  return window.showInputBox({
    title: `Token for ${plainLabel(label)}`,
    prompt:
      'Sent as “Authorization: Bearer”. VS Code keeps it as a secret. Leave it empty if none is needed.',
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[\x21-\x7e]*$/.test(text) ? undefined : 'A token has no blanks and no special characters.',
  });
}
