import {
  countText,
  numberText,
  stateTerm,
  type Emphases,
  type Emphasis,
  type ReportRates,
  type ReportSockets,
  type TcpStateName,
} from '../core/protocol/viewModels.ts';
import { chooseState, chosenState } from './chosenState.ts';
import { drawing, element } from './dom.ts';
import { captions, diagramSize, edges, statePlaces, type Edge } from './stateLayout.ts';
import { send } from './vscodeApi.ts';

type Counts = ReportSockets['states'];

/** The TCP state diagram with the number of sockets in each state. The table next to it has the same figures. */
export function stateDiagram(
  states: Counts,
  rates: ReportRates | undefined,
  lengthSeconds: number,
  emphases: Emphases,
): HTMLElement {
  const picture = diagramPicture(
    'TCP states',
    ...edges.map((edge) => label(edge, rates, lengthSeconds)),
    ...states.map(({ state, count }) => node(state, count, emphases.ofState(state))),
  );
  const hint =
    rates === undefined
      ? 'Select a state to see its sockets in the tree.'
      : `Select a state to see its sockets in the tree. Rates are for the last ${numberText(rates.seconds)} s.`;
  return element(
    'figure',
    { class: 'diagram' },
    element('div', { class: 'scroller' }, picture),
    element('figcaption', { class: 'note' }, hint),
  );
}

/** The diagram without its labels and states, which are drawn above its lines. */
export function diagramPicture(name: string, ...content: readonly SVGElement[]): SVGElement {
  const { width, height } = diagramSize;
  // A page can have several diagrams, and the lines of each refer to its own.
  const tip = `tip-${String(++pictures)}`;
  const marker = drawing(
    'marker',
    { id: tip, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' },
    drawing('path', { d: 'M0 0 8 4 0 8z' }),
  );
  return drawing(
    'svg',
    { viewBox: `0 0 ${String(width)} ${String(height)}`, role: 'group', 'aria-label': name },
    drawing('defs', {}, marker),
    ...edges.map(({ from, to }) => line(from, to, tip)),
    ...captions.map(({ x, y, text }) => drawing('text', { class: 'caption', x, y }, text)),
    ...content,
  );
}

let pictures = 0;

/** A state of the diagram, with a line of text below its name. */
export function diagramNode(
  state: TcpStateName,
  attributes: Record<string, string>,
  text: string,
): SVGElement {
  const { x, y } = statePlaces[state];
  const { nodeWidth: width, nodeHeight: height } = diagramSize;
  return drawing(
    'g',
    attributes,
    drawing('rect', { x: x - width / 2, y: y - height / 2, width, height, rx: 6 }),
    drawing('text', { class: 'name', x, y: y - 5 }, state),
    ' ',
    drawing('text', { class: 'count', x, y: y + 15 }, text),
  );
}

function line(from: Edge['from'], to: Edge['to'], tip: string): SVGElement {
  const [x1, y1, x2, y2] = [from.x, from.y, to.x, to.y];
  return drawing('line', { class: 'edge', x1, y1, x2, y2, 'marker-end': `url(#${tip})` });
}

function label(edge: Edge, rates: ReportRates | undefined, length: number): SVGElement {
  const { label: text, rate } = edge;
  const perSecond = rate === undefined ? undefined : rates?.[rate];
  const name = text === 'after 60 s' ? `after ${numberText(length)} s` : text;
  return perSecond === undefined
    ? edgeLabel(edge, name)
    : edgeLabel(edge, `${name} · ${numberText(perSecond)}/s`, 'step rate');
}

/** The words in the middle of a line. */
export function edgeLabel({ from, to }: Edge, text: string, className = 'step'): SVGElement {
  return drawing('text', { class: className, x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 + 4 }, text);
}

function node(state: TcpStateName, count: number, emphasis: Emphasis | undefined): SVGElement {
  const made = diagramNode(
    state,
    {
      class:
        `state${count === 0 ? ' empty' : ''}${emphasis === undefined ? '' : ' warns'} ${state === 'TIME_WAIT' ? 'is-time-wait' : ''}`.trim(),
      role: 'button',
      tabindex: '0',
      'aria-pressed': String(state === chosenState()),
      'aria-label': `${state} ${countText(count, 'socket')}`,
      'data-key': `state-${state}`,
    },
    numberText(count),
  );
  const choose = (): void => {
    const isEnd = state === chosenState();
    send({ kind: 'showSockets', filter: isEnd ? '' : stateTerm(state) });
    chooseState(isEnd ? undefined : state);
    if (!isEnd) document.getElementById(tableOf(state))?.scrollIntoView({ block: 'nearest' });
  };
  made.addEventListener('click', choose);
  made.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose();
  });
  return made;
}

/** The section with the most information about sockets in a state. */
function tableOf(state: TcpStateName): string {
  switch (state) {
    case 'TIME_WAIT':
      return 'destinations';
    case 'LISTEN':
    case 'ESTABLISHED':
    case 'CLOSE_WAIT':
      return 'listeners';
    default:
      return 'states';
  }
}
