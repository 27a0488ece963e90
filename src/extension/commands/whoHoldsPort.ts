import { ProgressLocation, QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import { portUseRequest, type PortAnswer, type PortUseResult } from '../../core/protocol/portUse.ts';
import type { Send } from '../client/server.ts';
import type { CommandTypes, HostArgument } from '../commandTypes.ts';
import { portNotRead } from '../errors.ts';
import type { Failures } from '../failures.ts';
import type { HostList } from '../hosts/hostList.ts';
import { pickHost } from '../hosts/pickHost.ts';
import type { Inspections } from '../inspection/inspections.ts';
import { runCommand } from '../runCommand.ts';
import { showSocketsOf } from '../inspection/showSocketsOf.ts';
import type { Settings } from '../settings.ts';
import { hostOf } from './hostOf.ts';

export interface WhoHoldsPortParts {
  readonly list: HostList;
  readonly inspections: Inspections;
  readonly send: Send;
  readonly settings: Settings;
  readonly failures: Failures;
}

interface Item extends QuickPickItem {
  readonly run?: () => Promise<void>;
}

/**
 * "Who Holds Port…": reads a host's sockets on a local port now, and lists who uses it and what that means for bind() and
 * connect(). Returns the answer for callers of the command, as soon as it is shown.
 */
export function whoHoldsPortCommand(parts: WhoHoldsPortParts): CommandTypes['whoHoldsPort'] {
  const { list, inspections, settings, failures, send } = parts;
  const title = 'Who Holds Port';
  const run = async (argument?: HostArgument, given?: number): Promise<PortAnswer | undefined> => {
    const host = argument === undefined ? await pickHost(list, inspections, title) : hostOf(argument);
    if (host === undefined) return undefined;
    const port = given ?? (await askPort(title));
    if (port === undefined) return undefined;
    const { label } = list.entryOf(host);
    try {
      const options = {
        location: ProgressLocation.Notification,
        title: `Reading port ${port} of ${plainLabel(label)}…`,
        cancellable: true,
      };
      const result = await window.withProgress(options, (_, token) =>
        send(portUseRequest, { host, collector: settings.collector, port }, token),
      );
      if (result.kind === 'failed') throw portNotRead(result.problem);
      const showSockets = async (): Promise<void> => {
        // The sockets that are held may be older than the answer.
        await inspections.of(host).inspect();
        await showSocketsOf(inspections, host, `lport:${String(port)}`);
      };
      void show(result, label, showSockets).catch((error: unknown) => {
        failures.note(error);
      });
      return result.answer;
    } catch (error) {
      void failures.show(error, () => run(host, port));
      return undefined;
    }
  };
  return run;
}

async function askPort(title: string): Promise<number | undefined> {
  const text = await window.showInputBox({
    title,
    prompt: 'A local TCP or UDP port of the host, from 1 to 65535',
    placeHolder: '8080',
    validateInput: (value) => (isPort(value.trim()) ? undefined : 'Enter a number from 1 to 65535.'),
  });
  return text === undefined ? undefined : Number(text.trim());
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

type Answered = Extract<PortUseResult, { readonly kind: 'answer' }>;

async function show(answered: Answered, label: string, showSockets: () => Promise<void>): Promise<void> {
  const { answer } = answered;
  const chosen = await window.showQuickPick(itemsOf(answered, showSockets), {
    title: plainLabel(answer.title),
    placeHolder: `Port ${answer.port} of ${plainLabel(label)}`,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  await chosen?.run?.();
}

const icons: Readonly<Record<PortAnswer['answer'], string>> = {
  free: '$(pass)',
  privileged: '$(warning)',
  shared: '$(warning)',
  taken: '$(error)',
  unknown: '$(question)',
};

function itemsOf({ answer: said, problems }: Answered, showSockets: () => Promise<void>): readonly Item[] {
  const { answer, bind, connect, users, notes, remedies } = said;
  return [
    // A row cuts off what does not fit: one sentence each.
    ...bind.map((says) => ({ label: `${icons[answer]} bind()`, detail: plainLabel(says) })),
    ...connect.map((says) => ({ label: '$(arrow-right) connect()', detail: plainLabel(says) })),
    ...section(
      'What could not be read',
      problems.map(({ message, nextStep }) => ({
        label: '$(warning)',
        description: plainLabel(message),
        detail: plainLabel(nextStep),
      })),
    ),
    ...section(
      'Who uses it (select to filter the Sockets view)',
      users.map(({ who, what, meaning }) => ({
        label: `$(plug) ${plainLabel(who)}`,
        description: plainLabel(what),
        detail: plainLabel(meaning),
        run: showSockets,
      })),
    ),
    ...section(
      'What to do',
      remedies.map(({ text, command }) => ({
        label: command === undefined ? '$(lightbulb)' : `$(copy) Copy Command`,
        ...(command !== undefined && { description: plainLabel(command) }),
        detail: plainLabel(text),
        ...(command !== undefined && { run: () => runCommand('copyShellCommand', command) }),
      })),
    ),
    ...section(
      'Worth knowing',
      notes.map((note) => ({ label: '$(info)', detail: plainLabel(note) })),
    ),
  ];
}

function section(label: string, items: readonly Item[]): readonly Item[] {
  return items.length === 0 ? [] : [{ label, kind: QuickPickItemKind.Separator }, ...items];
}
