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
  const { width, height } = diagramSize;
  const tip = drawing('path', { d: 'M0 0 8 4 0 8z' });
  const marker = drawing(
    'marker',
    { id: 'tip', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' },
    tip,
  );
  const picture = drawing(
    'svg',
    { viewBox: `0 0 ${String(width)} ${String(height)}`, role: 'group', 'aria-label': 'TCP states' },
    drawing('defs', {}, marker),
    ...edges.map(({ from, to }) => line(from, to)),
    ...captions.map(({ x, y, text }) => drawing('text', { class: 'caption', x, y }, text)),
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

function line(from: Edge['from'], to: Edge['to']): SVGElement {
  const [x1, y1, x2, y2] = [from.x, from.y, to.x, to.y];
  return drawing('line', { class: 'edge', x1, y1, x2, y2, 'marker-end': 'url(#tip)' });
}

function label({ from, to, label: text, rate }: Edge, rates: ReportRates | undefined, length: number) {
  const perSecond = rate === undefined ? undefined : rates?.[rate];
  const x = (from.x + to.x) / 2;
  const y = (from.y + to.y) / 2 + 4;
  const name = text === 'after 60 s' ? `after ${numberText(length)} s` : text;
  const words = perSecond === undefined ? name : `${name} · ${numberText(perSecond)}/s`;
  return drawing('text', { class: perSecond === undefined ? 'step' : 'step rate', x, y }, words);
}

function node(state: TcpStateName, count: number, emphasis: Emphasis | undefined): SVGElement {
  const { x, y } = statePlaces[state];
  const { nodeWidth: width, nodeHeight: height } = diagramSize;
  const made = drawing(
    'g',
    {
      class:
        `state${count === 0 ? ' empty' : ''}${emphasis === undefined ? '' : ' warns'} ${state === 'TIME_WAIT' ? 'is-time-wait' : ''}`.trim(),
      role: 'button',
      tabindex: 0,
      'aria-pressed': String(state === chosenState()),
      'aria-label': `${state} ${countText(count, 'socket')}`,
      'data-key': `state-${state}`,
    },
    drawing('rect', { x: x - width / 2, y: y - height / 2, width, height, rx: 6 }),
    drawing('text', { class: 'name', x, y: y - 5 }, state),
    ' ',
    drawing('text', { class: 'count', x, y: y + 15 }, numberText(count)),
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
