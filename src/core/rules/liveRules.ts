import { acceptQueueOverflow } from './live/acceptQueueOverflow.ts';
import { acceptSlow } from './live/acceptSlow.ts';
import { bindBeforeConnect } from './live/bindBeforeConnect.ts';
import { closeUnacknowledged } from './live/closeUnacknowledged.ts';
import { closeWaitPileUp } from './live/closeWaitPileUp.ts';
import { connectUnanswered } from './live/connectUnanswered.ts';
import { connectionsReset } from './live/connectionsReset.ts';
import { connectsRefused } from './live/connectsRefused.ts';
import { conntrackDrops } from './live/conntrackDrops.ts';
import { conntrackTableFull } from './live/conntrackTableFull.ts';
import { ephemeralPortExhaustion } from './live/ephemeralPortExhaustion.ts';
import { ephemeralPortForecast } from './live/ephemeralPortForecast.ts';
import { fileLimit } from './live/fileLimit.ts';
import { finWaitHeld } from './live/finWaitHeld.ts';
import { finWaitOrphans } from './live/finWaitOrphans.ts';
import { halfOpenQueue } from './live/halfOpenQueue.ts';
import { listenersCrowdRange } from './live/listenersCrowdRange.ts';
import { manyRetransmits } from './live/manyRetransmits.ts';
import { natPorts } from './live/natPorts.ts';
import { orphanLimit } from './live/orphanLimit.ts';
import { ownPortRange } from './live/ownPortRange.ts';
import { peerDoesNotRead } from './live/peerDoesNotRead.ts';
import { processStopped } from './live/processStopped.ts';
import { programDoesNotRead } from './live/programDoesNotRead.ts';
import { runningValueDiffers } from './live/runningValueDiffers.ts';
import { sendUnacknowledged } from './live/sendUnacknowledged.ts';
import { serverTimeWait } from './live/serverTimeWait.ts';
import { synQueueOverflow } from './live/synQueueOverflow.ts';
import { tcpMemoryPressure } from './live/tcpMemoryPressure.ts';
import { timeWaitTableLimit } from './live/timeWaitTableLimit.ts';
import { timeWaitTakenOver } from './live/timeWaitTakenOver.ts';
import { tupleCollisions } from './live/tupleCollisions.ts';
import { udpDrops } from './live/udpDrops.ts';
import { udpPorts } from './live/udpPorts.ts';
import { connectionPerRequest } from './watched/connectionPerRequest.ts';
import { connectRefused } from './watched/connectRefused.ts';
import { connectTimedOut } from './watched/connectTimedOut.ts';
import { connectWithoutPort } from './watched/connectWithoutPort.ts';
import { pathRetransmits } from './watched/pathRetransmits.ts';
import { probeStorm } from './watched/probeStorm.ts';
import { resetsAtClose } from './watched/resetsAtClose.ts';
import { servicePortTaken } from './live/servicePortTaken.ts';
import type { Rule } from './rule.ts';

/** Rules that need evidence from a running host. */
export const liveRules: readonly Rule[] = [
  bindBeforeConnect,
  // It explains connections that are not answered.
  tupleCollisions,
  connectUnanswered,
  processStopped,
  fileLimit,
  finWaitHeld,
  finWaitOrphans,
  closeWaitPileUp,
  // After what may be the cause: it is an error only if it holds all ports of a destination, or is one by itself.
  connectWithoutPort,
  ephemeralPortExhaustion,
  ephemeralPortForecast,
  ownPortRange,
  listenersCrowdRange,
  timeWaitTableLimit,
  acceptQueueOverflow,
  acceptSlow,
  programDoesNotRead,
  halfOpenQueue,
  synQueueOverflow,
  sendUnacknowledged,
  peerDoesNotRead,
  closeUnacknowledged,
  connectsRefused,
  connectionsReset,
  manyRetransmits,
  conntrackTableFull,
  conntrackDrops,
  natPorts,
  udpPorts,
  udpDrops,
  tcpMemoryPressure,
  orphanLimit,
  servicePortTaken,
  serverTimeWait,
  timeWaitTakenOver,
  connectRefused,
  connectTimedOut,
  connectionPerRequest,
  probeStorm,
  resetsAtClose,
  pathRetransmits,
  runningValueDiffers,
];
