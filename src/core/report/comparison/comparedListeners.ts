import type { Report, ReportListener } from '../report.ts';
import { neitherRead } from './comparedStates.ts';
import type { ComparedListener, ComparedPart, PortOfServer, Told } from './comparison.ts';
import { most, told } from './told.ts';

/** Paired by port: a service that listens on another address is still the same service. */
export function comparedListeners(left: Report, right: Report): ComparedPart<ComparedListener> {
  if (left.sockets === undefined && right.sockets === undefined) return neitherRead;
  const [ofLeft, ofRight] = [byPort(left), byPort(right)];
  const ports = [...new Set([...ofLeft.keys(), ...ofRight.keys()])];
  const rows = ports.map((port) => ({
    port,
    left: sideOf(left, ofLeft.get(port)),
    right: sideOf(right, ofRight.get(port)),
  }));
  const order = (a: ComparedListener, b: ComparedListener): number =>
    most(b, (side) => side.timeWait) - most(a, (side) => side.timeWait) || a.port - b.port;
  return { kind: 'compared', rows: rows.sort(order) };
}

function byPort({ sockets }: Report): ReadonlyMap<number, PortOfServer> {
  const ports = new Map<number, PortOfServer>();
  for (const listener of sockets?.listeners ?? [])
    ports.set(listener.port, together(ports.get(listener.port), listener));
  return ports;
}

function together(known: PortOfServer | undefined, listener: ReportListener): PortOfServer {
  const process = known?.process ?? listener.process;
  return {
    listening: listener.listening || known?.listening === true,
    ...(process !== undefined && { process }),
    timeWait: listener.timeWait + (known?.timeWait ?? 0),
    established: listener.established + (known?.established ?? 0),
    closeWait: listener.closeWait + (known?.closeWait ?? 0),
  };
}

function sideOf({ sockets }: Report, known: PortOfServer | undefined): Told<PortOfServer> {
  if (sockets === undefined) return { kind: 'absent', why: 'not read' };
  const listed = sockets.listeners.length;
  return told(known, listed < sockets.listenerCount ? `not among the first ${String(listed)}` : 'none');
}
