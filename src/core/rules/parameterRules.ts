import { abortOnOverflow } from './parameter/abortOnOverflow.ts';
import { autobindReuse } from './parameter/autobindReuse.ts';
import { bufferOrder } from './parameter/bufferOrder.ts';
import { conntrackEstablishedShort } from './parameter/conntrackEstablishedShort.ts';
import { conntrackMaxOverBuckets } from './parameter/conntrackMaxOverBuckets.ts';
import { conntrackTimeWaitShort } from './parameter/conntrackTimeWaitShort.ts';
import { fileLimitNotTimeWait } from './parameter/fileLimitNotTimeWait.ts';
import { finTimeoutLong } from './parameter/finTimeoutLong.ts';
import { finTimeoutNotTimeWait } from './parameter/finTimeoutNotTimeWait.ts';
import { keepaliveAfterConntrack } from './parameter/keepaliveAfterConntrack.ts';
import { keyNewerThanKernel } from './parameter/keyNewerThanKernel.ts';
import { keyThatNeverExisted } from './parameter/keyThatNeverExisted.ts';
import { keyWithoutEffect } from './parameter/keyWithoutEffect.ts';
import { listenerInPortRange } from './parameter/listenerInPortRange.ts';
import { moduleNotLoaded } from './parameter/moduleNotLoaded.ts';
import { nonlocalBind } from './parameter/nonlocalBind.ts';
import { notInContainer } from './parameter/notInContainer.ts';
import { orphanRetriesZero } from './parameter/orphanRetriesZero.ts';
import { orphansBelowDefault } from './parameter/orphansBelowDefault.ts';
import { orphansOverMemory } from './parameter/orphansOverMemory.ts';
import { perNamespaceKey } from './parameter/perNamespaceKey.ts';
import { portRangeBeforeUnprivilegedStart } from './parameter/portRangeBeforeUnprivilegedStart.ts';
import { portRangeBelowUnprivileged } from './parameter/portRangeBelowUnprivileged.ts';
import { portRangeIncludesServices } from './parameter/portRangeIncludesServices.ts';
import { portRangeInverted } from './parameter/portRangeInverted.ts';
import { portRangeNarrow } from './parameter/portRangeNarrow.ts';
import { portRangeParity } from './parameter/portRangeParity.ts';
import { readOnlyKey } from './parameter/readOnlyKey.ts';
import { removedKey } from './parameter/removedKey.ts';
import { reservedPortsCrowdRange } from './parameter/reservedPortsCrowdRange.ts';
import { reservedPortsOutsideRange } from './parameter/reservedPortsOutsideRange.ts';
import { retriesBelowStandard } from './parameter/retriesBelowStandard.ts';
import { rfc1337BehindNat } from './parameter/rfc1337BehindNat.ts';
import { rfc1337KeepsCollisions } from './parameter/rfc1337KeepsCollisions.ts';
import { rtoMaxWithoutRetries } from './parameter/rtoMaxWithoutRetries.ts';
import { somaxconnLow } from './parameter/somaxconnLow.ts';
import { somaxconnNeedsRestart } from './parameter/somaxconnNeedsRestart.ts';
import { somaxconnTooHighForOldKernel } from './parameter/somaxconnTooHighForOldKernel.ts';
import { synBacklogMatchesSomaxconn } from './parameter/synBacklogMatchesSomaxconn.ts';
import { synBacklogNoEffect } from './parameter/synBacklogNoEffect.ts';
import { syncookiesAlways } from './parameter/syncookiesAlways.ts';
import { syncookiesOff } from './parameter/syncookiesOff.ts';
import { syncookiesOffSmallBacklog } from './parameter/syncookiesOffSmallBacklog.ts';
import { synRetriesHigh } from './parameter/synRetriesHigh.ts';
import { tcpMemInBytes } from './parameter/tcpMemInBytes.ts';
import { timestampsOff } from './parameter/timestampsOff.ts';
import { timestampsWithoutOffset } from './parameter/timestampsWithoutOffset.ts';
import { twBucketsBelowDefault } from './parameter/twBucketsBelowDefault.ts';
import { twBucketsBelowPorts } from './parameter/twBucketsBelowPorts.ts';
import { twBucketsBelowRate } from './parameter/twBucketsBelowRate.ts';
import { twBucketsHuge } from './parameter/twBucketsHuge.ts';
import { twBucketsNegative } from './parameter/twBucketsNegative.ts';
import { twBucketsZero } from './parameter/twBucketsZero.ts';
import { twRecycleRemoved } from './parameter/twRecycleRemoved.ts';
import { twRecycleWithReuse } from './parameter/twRecycleWithReuse.ts';
import { twReuseDelayShort } from './parameter/twReuseDelayShort.ts';
import { twReuseDelayUnused } from './parameter/twReuseDelayUnused.ts';
import { twReuseLoopbackOnly } from './parameter/twReuseLoopbackOnly.ts';
import { twReuseOff } from './parameter/twReuseOff.ts';
import { twReuseOutgoingOnly } from './parameter/twReuseOutgoingOnly.ts';
import { twReuseTwoMeansOn } from './parameter/twReuseTwoMeansOn.ts';
import { twReuseWithoutTimestamps } from './parameter/twReuseWithoutTimestamps.ts';
import { unknownKey } from './parameter/unknownKey.ts';
import { unprivilegedStartAboveRange } from './parameter/unprivilegedStartAboveRange.ts';
import { valueOutOfRange } from './parameter/valueOutOfRange.ts';
import { valueWithoutSense } from './parameter/valueWithoutSense.ts';
import { vendorOnlyKey } from './parameter/vendorOnlyKey.ts';
import { wrongLevers } from './parameter/wrongLevers.ts';
import type { Rule } from './rule.ts';

/**
 * Rules that judge kernel parameters, both in files and in a running kernel. Findings of the same severity appear in
 * this order: TIME_WAIT, ports, queues, orphans, memory, conntrack, then rules that apply to every key.
 */
export const parameterRules: readonly Rule[] = [
  twRecycleRemoved,
  twRecycleWithReuse,
  twReuseOutgoingOnly,
  twReuseTwoMeansOn,
  twReuseLoopbackOnly,
  twReuseOff,
  twReuseWithoutTimestamps,
  twReuseDelayShort,
  twReuseDelayUnused,
  finTimeoutNotTimeWait,
  finTimeoutLong,
  twBucketsZero,
  twBucketsNegative,
  twBucketsBelowPorts,
  twBucketsBelowDefault,
  twBucketsBelowRate,
  twBucketsHuge,
  rfc1337KeepsCollisions,
  rfc1337BehindNat,
  timestampsOff,
  timestampsWithoutOffset,
  portRangeInverted,
  portRangeBelowUnprivileged,
  portRangeBeforeUnprivilegedStart,
  unprivilegedStartAboveRange,
  portRangeNarrow,
  portRangeParity,
  portRangeIncludesServices,
  reservedPortsCrowdRange,
  reservedPortsOutsideRange,
  listenerInPortRange,
  autobindReuse,
  nonlocalBind,
  wrongLevers,
  fileLimitNotTimeWait,
  somaxconnLow,
  somaxconnTooHighForOldKernel,
  somaxconnNeedsRestart,
  synBacklogNoEffect,
  synBacklogMatchesSomaxconn,
  syncookiesOff,
  syncookiesAlways,
  syncookiesOffSmallBacklog,
  abortOnOverflow,
  orphansBelowDefault,
  orphansOverMemory,
  orphanRetriesZero,
  retriesBelowStandard,
  rtoMaxWithoutRetries,
  synRetriesHigh,
  keepaliveAfterConntrack,
  tcpMemInBytes,
  bufferOrder,
  conntrackTimeWaitShort,
  conntrackEstablishedShort,
  conntrackMaxOverBuckets,
  valueOutOfRange,
  valueWithoutSense,
  readOnlyKey,
  unknownKey,
  removedKey,
  keyWithoutEffect,
  keyThatNeverExisted,
  vendorOnlyKey,
  keyNewerThanKernel,
  moduleNotLoaded,
  notInContainer,
  perNamespaceKey,
];
