import {
  countText,
  numberText,
  portOutlook,
  type PortPlan,
  type ReportSockets,
} from '../core/protocol/viewModels.ts';
import { button, element } from './dom.ts';
import { note } from './section.ts';

interface Field {
  readonly name: keyof Omit<PortPlan, 'reuse' | 'lengthSeconds'>;
  readonly label: string;
  readonly min: number;
  readonly max: number;
}

const fields: readonly Field[] = [
  { name: 'low', label: 'First port', min: 1, max: 65_535 },
  { name: 'high', label: 'Last port', min: 1, max: 65_535 },
  { name: 'taken', label: 'Reserved or listening', min: 0, max: 65_535 },
  { name: 'destinations', label: 'Remote endpoints', min: 1, max: 10_000 },
  { name: 'localAddresses', label: 'Local addresses', min: 1, max: 10_000 },
  { name: 'delayMs', label: 'Reuse delay in ms', min: 1, max: 60_000 },
];

/** The input, kept across redraws of the page. */
let changed: Partial<PortPlan & { readonly rate: number }> = {};
let isOpen = false;

/** Controls to try out a port range without changing the host: which rate would it sustain? */
export function whatIf(sockets: ReportSockets, lengthSeconds: number): HTMLElement | undefined {
  const { ports } = sockets;
  if (ports === undefined) return undefined;
  const [fullest] = sockets.destinations;
  const now: PortPlan = {
    low: ports.low,
    high: ports.high,
    taken: ports.reserved + ports.listening + (ports.bound ?? 0),
    reuse: sockets.reuse.mode === 'all',
    delayMs: sockets.reuse.delaySeconds * 1000,
    lengthSeconds,
    destinations: 1,
    localAddresses: 1,
  };
  const measured = Math.round((fullest?.closesPerSecond ?? 0) * 10) / 10;
  const answer = element('output', { class: 'answer', 'aria-live': 'polite' });
  const tell = (): void => {
    const plan = { ...now, ...changed };
    answer.textContent = answerText(plan, changed.rate ?? measured);
  };
  const set = (change: typeof changed): void => {
    changed = { ...changed, ...change };
    tell();
  };
  const form = element('div', { class: 'what-if', role: 'group', 'aria-label': 'What if' });
  const fill = (): void => {
    const plan = { ...now, ...changed };
    form.replaceChildren(
      ...fields.map((field) =>
        number(field, plan[field.name], (value) => {
          set({ [field.name]: value });
        }),
      ),
      number(
        { name: 'rate', label: 'Connections per second', min: 0, max: 1e6 },
        changed.rate ?? measured,
        (rate) => {
          set({ rate });
        },
      ),
      checkbox(plan.reuse, (reuse) => {
        set({ reuse });
      }),
      button(
        { 'data-key': 'what-if-reset' },
        () => {
          changed = {};
          fill();
        },
        'Reset to host',
      ),
    );
    tell();
  };
  fill();
  const details = element(
    'details',
    { open: isOpen, id: 'what-if' },
    element('summary', { 'data-key': 'what-if' }, 'What if the ports were configured differently?'),
    note('Nothing is changed on the host. The rate counts connections that this side closes first.'),
    form,
    answer,
  );
  details.addEventListener('toggle', () => {
    isOpen = details.open;
  });
  return details;
}

function answerText(plan: PortPlan, rate: number): string {
  const { usable, capacity, ceilingPerSecond, fullInSeconds } = portOutlook(plan, rate);
  const held = plan.reuse ? plan.delayMs / 1000 : plan.lengthSeconds;
  const all = capacity === usable ? '' : `, ${numberText(capacity)} in total`;
  const first = `${countText(usable, 'usable port')} for each destination${all}, each held for ${numberText(held)} s after it closes: ${numberText(ceilingPerSecond)} connections per second can be sustained.`;
  const then =
    fullInSeconds === undefined
      ? `${numberText(rate)} per second is sustainable.`
      : `At ${numberText(rate)} per second, all ports are in use after ${numberText(fullInSeconds)} s.`;
  return `${first} ${then}`;
}

function number(
  field: Omit<Field, 'name'> & { readonly name: string },
  value: number,
  change: (value: number) => void,
): HTMLElement {
  const input = element('input', {
    type: 'number',
    min: field.min,
    max: field.max,
    step: 'any',
    value,
    'data-key': `what-if-${field.name}`,
  });
  input.addEventListener('input', () => {
    const typed = input.valueAsNumber;
    const isFit = typed >= field.min && typed <= field.max;
    input.setAttribute('aria-invalid', String(!isFit));
    if (isFit) change(typed);
  });
  return element('label', {}, field.label, input);
}

function checkbox(checked: boolean, change: (checked: boolean) => void): HTMLElement {
  const input = element('input', { type: 'checkbox', checked, 'data-key': 'what-if-reuse' });
  input.addEventListener('change', () => {
    change(input.checked);
  });
  return element('label', { class: 'check' }, input, 'tcp_tw_reuse applies');
}
