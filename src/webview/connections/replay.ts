import {
  lengthText,
  likelyProcessText,
  replayText,
  type ReplayedSocket,
  type ReplayStep,
  type TcpStateName,
} from '../../core/protocol/viewModels.ts';
import { button, element, icon } from '../dom.ts';
import { note } from '../section.ts';
import { diagramNode, diagramPicture, edgeLabel } from '../stateDiagram.ts';
import { edges, statePlaces } from '../stateLayout.ts';

/** How long a state is shown while it plays, in milliseconds. */
const stepMs = 900;
/** What fits into a state of the diagram. */
const longestName = 18;

/** The state diagram with one connection going through it, step by step, and the process that made each step. */
export function replay(sockets: readonly ReplayedSocket[]): HTMLElement {
  const chooser = element('select', {
    'aria-label': 'Connection to replay',
    'data-key': 'replay-connection',
  });
  for (const [index, socket] of sockets.entries())
    chooser.append(element('option', { value: index }, optionText(socket)));
  const stage = element('div', { class: 'scroller' });
  const list = element('ol', { class: 'replay-steps' });
  let steps: readonly ReplayStep[] = [];
  /** How many steps were made. */
  let made = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const draw = (): void => {
    stage.replaceChildren(picture(steps, made));
    for (const [index, item] of [...list.children].entries())
      if (index === made - 1) item.setAttribute('aria-current', 'step');
      else item.removeAttribute('aria-current');
    previous.disabled = made <= 1;
    next.disabled = made >= steps.length;
    play.replaceChildren(
      icon(timer === undefined ? 'play' : 'debug-pause'),
      timer === undefined ? 'Play' : 'Pause',
    );
  };
  const pause = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const goTo = (step: number): void => {
    pause();
    made = Math.max(1, Math.min(steps.length, step));
    draw();
  };
  const tick = (): void => {
    timer = undefined;
    // The page may have been drawn again.
    if (!stage.isConnected) return;
    // A hidden page stops at the step where it is, and its button says so.
    if (!document.hidden) {
      made++;
      if (made < steps.length) timer = setTimeout(tick, stepMs);
    }
    draw();
  };
  const choose = (): void => {
    steps = sockets[Number(chooser.value)]?.steps ?? [];
    list.replaceChildren(
      ...steps.map((step, index) =>
        stepItem(step, () => {
          goTo(index + 1);
        }),
      ),
    );
    goTo(1);
  };
  const previous = button(
    { 'data-key': 'replay-previous' },
    () => {
      goTo(made - 1);
    },
    icon('chevron-left'),
    'Previous',
  );
  const next = button(
    { 'data-key': 'replay-next' },
    () => {
      goTo(made + 1);
    },
    icon('chevron-right'),
    'Next',
  );
  const play = button({ 'data-key': 'replay-play' }, () => {
    if (timer !== undefined) {
      pause();
    } else {
      if (made >= steps.length) made = 1;
      timer = setTimeout(tick, stepMs);
    }
    draw();
  });
  chooser.addEventListener('change', choose);
  choose();
  return element(
    'div',
    { class: 'replay' },
    element('h3', {}, 'Replay a connection'),
    element('div', { class: 'tools' }, chooser, play, previous, next),
    element('div', { class: 'columns-2' }, element('figure', { class: 'diagram' }, stage), list),
    note(
      'A step without a process was made by a packet or a timer. After FIN_WAIT2 and CLOSING the kernel closes the socket and keeps only a TIME_WAIT entry, unless the peer sent a reset.',
    ),
  );
}

function optionText(socket: ReplayedSocket): string {
  const { side, steps } = socket;
  const by = steps.find(({ by: process }) => process !== undefined)?.by;
  const who = by === undefined ? '' : `, ${likelyProcessText(by)}`;
  return `${replayText(socket)}, ${side === 'destination' ? 'opened here' : 'accepted here'}${who}`;
}

function stepItem({ afterUs, from, to, by }: ReplayStep, press: () => void): HTMLElement {
  const who = by === undefined ? '' : ` ${likelyProcessText(by)}`;
  const text = button({ class: 'link' }, press, `${from} → ${to}`);
  return element(
    'li',
    {},
    element('span', { class: 'soft' }, `+${lengthText(afterUs / 1000)}`),
    ' ',
    text,
    who,
  );
}

function picture(steps: readonly ReplayStep[], made: number): SVGElement {
  const done = steps.slice(0, made);
  const current = done.at(-1)?.to;
  const passed = new Map<TcpStateName, string>();
  const [first] = steps;
  if (first !== undefined) passed.set(first.from, '');
  for (const { to, by } of done) passed.set(to, by === undefined ? '' : shortName(likelyProcessText(by)));
  const states = (Object.keys(statePlaces) as TcpStateName[]).map((state) => {
    const isNow = state === current;
    const kind = isNow ? 'now' : passed.has(state) ? 'passed' : 'empty';
    return diagramNode(
      state,
      { class: `state step-state ${kind}`, ...(isNow && { 'aria-current': 'step' }) },
      passed.get(state) ?? '',
    );
  });
  const name = current === undefined ? 'TCP states' : `TCP states; the connection is in ${current}`;
  return diagramPicture(name, ...edges.map((edge) => edgeLabel(edge, edge.label)), ...states);
}

function shortName(name: string): string {
  return name.length <= longestName ? name : `${name.slice(0, longestName - 1)}…`;
}
