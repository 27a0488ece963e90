import { type CancellationToken } from 'vscode';
import { chatText } from '../../core/protocol/viewModels.ts';
import type { Inspections } from '../inspection/inspections.ts';
import { HostTool, type HostToolInput, type HostToolPorts, type ToolQuestion } from './hostTool.ts';

/** As in the schema in `package.json`. */
export interface InspectToolInput extends HostToolInput {
  readonly maxFindings?: unknown;
}

export interface InspectToolPorts extends HostToolPorts {
  readonly inspections: Inspections;
  readonly guideLink: (section: string) => string;
}

const usualFindings = 10;

/** The tool `inspect_time_wait` for chat agents: reads without changing anything, and returns the contents of the report. */
export class InspectTool extends HostTool<InspectToolInput> {
  readonly #ports: InspectToolPorts;

  constructor(ports: InspectToolPorts) {
    super(ports);
    this.#ports = ports;
  }

  protected override question(label: string): ToolQuestion {
    return {
      invocation: `Inspecting TIME_WAIT on ${label}`,
      title: 'Inspect TIME_WAIT',
      message: `Read the TCP sockets, counters and kernel parameters of ${label} and pass the report to the model? Nothing is changed.`,
    };
  }

  protected override async answer(
    host: string,
    input: InspectToolInput,
    token: CancellationToken,
  ): Promise<string> {
    const { inspections, guideLink } = this.#ports;
    const { report } = await inspections.of(host).inspectFurther(token, true);
    return chatText(report, { maxFindings: findingsWanted(input), guideLink });
  }
}

function findingsWanted({ maxFindings }: InspectToolInput): number {
  return typeof maxFindings === 'number' && maxFindings >= 0 ? Math.floor(maxFindings) : usualFindings;
}
